/**
 * Answers that are other than the emulator's and just as good: what the vendor may change, or an intermediary on the
 * way, without any client being the worse for it. The pact has to let them pass.
 */
import type { SettingsInput } from "../../src/emulator/index.ts";
import { editHeader, isJson, type RecordedAnswer } from "./answer.ts";
import { moreFields, otherHeaders, otherTexts } from "./more.ts";
import { writtenOtherwise } from "./written-otherwise.ts";

export interface Variant {
  readonly name: string;
  /** Settings of the emulator that answers. */
  readonly settings?: SettingsInput;
  readonly rewrite: (answer: RecordedAnswer) => RecordedAnswer;
}

export const variants: readonly Variant[] = [
  {
    name: "further fields and attributes, other texts, further headers in another order and case",
    rewrite: (answer) => otherHeaders(moreFields(otherTexts(answer))),
  },
  {
    name: "the newest release of the framework with its session's headers, everything written otherwise",
    settings: { framework: "2.0.55", headers: "recorded" },
    rewrite: writtenOtherwise,
  },
  {
    name: "a newer PHP that hides its version and adds no Expires, letters as entities",
    settings: { headers: "endpoint-pages" },
    rewrite: (answer) => newerPhp(isJson(answer) ? answer : { ...answer, body: entities(answer.body) }),
  },
];

/** The first letter of every text as a numeric entity. */
function entities(xml: string): string {
  return xml.replaceAll(/>([A-Za-z])([^<]*)</g, (_whole, letter: string, rest: string) => {
    return `>&#${letter.charCodeAt(0)};${rest}<`;
  });
}

/** PHP 7 left out what was for browsers of 1999, and the version can be hidden. */
function newerPhp(answer: RecordedAnswer): RecordedAnswer {
  return editHeader(
    editHeader(answer, "X-Powered-By", () => undefined),
    "Cache-Control",
    (value) => ["Cache-Control", value.replace(/, post-check=0, pre-check=0$/, "")],
  );
}
