import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { htmlReport } from "../../../contracts/report/html.ts";
import { jsonReport } from "../../../contracts/report/json.ts";
import { terminalReport } from "../../../contracts/report/terminal.ts";
import { writeReports } from "../../../contracts/report/write.ts";
import { sampleVerification } from "./sample.ts";

const sample = sampleVerification("odd");

describe("the report for a terminal", () => {
  const report = terminalReport(sample);

  it("has a line for each interaction, grouped by endpoint, with what it rests on or why it was not tried", () => {
    expect(report).toContain(
      [
        "sms.send",
        "  verified  JSON  odd  1 documented, 1 recorded",
        "  FAILED    JSON  odd  1 documented, 1 recorded",
        "  pending   XML   sms.send in JSON: odd  1 documented, 1 recorded",
        "  missing   JSON  odd  odd",
        "other odd",
      ]
        .join("\n")
        .replaceAll("JSON  odd  ", `JSON  ${"odd".padEnd(21)}  `),
    );
  });

  it("shows a failure in full, expected and got side by side", () => {
    expect(report).toContain(
      [
        "FAILED    sms.send in JSON: odd",
        "  header odd: expected odd | got odd",
        "    odd",
        "  request: odd",
        "  $.Id: expected nothing | got odd",
        "    odd",
        "  rests on send.answer (documented), errors.shape (recorded)",
      ].join("\n"),
    );
  });

  it("says why what differed is not held against the rules", () => {
    expect(report).toContain("pending   sms.send in JSON: odd\n  odd\n  Says nothing of the rules: odd.\n");
    expect(htmlReport(sample)).toContain("<p>Says nothing of the rules: odd.</p>");
  });

  it("ends with the counts", () => {
    expect(report.split("\n").slice(-6)).toEqual([
      "The run as a whole:",
      "  odd",
      "  A request was stopped.",
      "",
      "1 verified, 1 failed, 1 skipped, 1 pending, 1 missing of 5 interactions in 12.3 s: NOT PASSED.",
      "",
    ]);
    expect(terminalReport({ ...sample, passed: true })).toMatch(/: passed\.\n$/);
  });
});

it("the report for programs is the verification, its form named and its outcomes counted", () => {
  const report: unknown = JSON.parse(jsonReport(sample));
  expect(report).toEqual({
    report: "protexting-verification",
    version: 1,
    ...JSON.parse(JSON.stringify(sample)),
    counts: { verified: 1, failed: 1, skipped: 1, pending: 1, missing: 1 },
  });
});

describe("the page", () => {
  const page = htmlReport(sample);

  it("names nothing outside itself, has no script, and forbids both", () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\s(src|href|on\w+)=|@import|url\(/i);
    const [, style = ""] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;`);
  });

  it("shows expected and got side by side, open where it failed, and each rule with what it says", () => {
    expect(page).toContain('<details class="interaction failed" open>');
    expect(page).toContain(
      '<th scope="row">header odd</th><td><code>odd</code></td><td><code>odd</code></td>',
    );
    expect(page).toContain(
      '<code>send.answer</code> <span class="source documented">documented</span> sms/send answers an object of Id, DeliveryReportUrl and Message.',
    );
  });

  it("can be narrowed to each outcome", () => {
    for (const [outcome, count] of Object.entries({ failed: 1, skipped: 1, all: 5 })) {
      expect(page).toMatch(new RegExp(`id="show-${outcome}"( checked)?> ${outcome} <b>${count}</b>`));
    }
  });
});

it("reports go where they are told, and say so when they cannot", async () => {
  const folder = await mkdtemp(join(tmpdir(), "reports-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = { json: join(folder, "new", "r.json"), html: join(folder, "r.html") };
  await writeReports(sample, files);
  expect(await readFile(files.json, "utf8")).toBe(jsonReport(sample));
  expect(await readFile(files.html, "utf8")).toBe(htmlReport(sample));
  await writeFile(join(folder, "taken"), "");
  const refused = writeReports(sample, { json: join(folder, "taken", "r.json") });
  await expect(refused).rejects.toThrow("Please name a file that can be written.");
});
