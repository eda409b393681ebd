/** A verification with one of each outcome, in which every text that may come from a server is the given one. */
import type { Outcome, Verdict, Verification } from "../../../contracts/pact/verification/verdict.ts";

export function sampleVerification(text: string): Verification {
  const verdict = (outcome: Outcome, rest: Partial<Verdict> = {}): Verdict => ({
    description: `sms.send in JSON: ${text}`,
    endpoint: "sms.send",
    format: "json",
    touches: "spends",
    outcome,
    mismatches: [],
    restsOn: [
      { id: "send.answer", source: "documented" },
      { id: "errors.shape", source: "recorded" },
    ],
    ...rest,
  });
  const mismatches = [
    { where: `header ${text}`, expected: text, got: text, says: text },
    { where: "request", expected: undefined, got: undefined, says: text },
    { where: "$.Id", expected: undefined, got: text, says: text },
  ];
  return {
    target: `https://live.example.test/${text}`,
    at: "2026-11-22T20:00:00.000Z",
    durationMs: 12_345,
    generated: 5,
    verdicts: [
      verdict("verified"),
      verdict("failed", { mismatches }),
      verdict("skipped", { reason: text, endpoint: `other ${text}` }),
      verdict("pending", { reason: text, circumstance: text, mismatches, format: "xml" }),
      verdict("missing", { reason: text, description: text }),
    ],
    problems: [text, "A request was stopped."],
    passed: false,
  };
}
