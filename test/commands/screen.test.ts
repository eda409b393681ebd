/** Output that reaches a terminal: colours, the progress bar, and nothing that it would obey. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeOf } from "../../src/commands/meter.ts";
import { Output } from "../../src/commands/output.ts";
import { ProgressBar } from "../../src/commands/progress-bar.ts";
import { visible, visibleJson } from "../../src/shared/visible.ts";
import { call, fakeMachine } from "./support.ts";

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const anyText = fc.string({ unit: "binary" });

describe("text from outside", () => {
  it("is shown on one line without a control character, whatever is in it", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(visible(text)).not.toMatch(UNSEEN);
      }),
    );
    expect(visible("a\u001b[31m\n\u202eb\u0000")).toBe("a\\u{1b}[31m\\n\\u{202e}b\\u{0}");
    expect(visible("Grüße, 你好 👋")).toBe("Grüße, 你好 👋");
  });

  it("comes back from JSON as it was, though the terminal sees none of its controls", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visibleJson({ text });
        expect(shown).not.toMatch(UNSEEN);
        expect(JSON.parse(shown)).toEqual({ text });
      }),
    );
  });
});

describe("colours", () => {
  const coloured = (environment: Readonly<Record<string, string>>, terminal: boolean) => {
    const fake = fakeMachine({ environment, terminal });
    new Output(fake.machine, false).line({ text: "a\u001b[0m", style: "red" }, "b");
    return fake.stdout();
  };

  it("are for terminals, and only for those whose owner wants them", () => {
    expect(coloured({}, true)).toBe("\u001b[31ma\\u{1b}[0m\u001b[39mb\n");
    for (const environment of [{ NO_COLOR: "1" }, { TERM: "dumb" }]) {
      expect(coloured(environment, true)).toBe("a\\u{1b}[0mb\n");
    }
    expect(coloured({ NO_COLOR: "" }, true)).toContain("\u001b[31m");
    expect(coloured({}, false)).toBe("a\\u{1b}[0mb\n");
  });
});

describe("the progress bar", () => {
  const counts = { read: 0, accepted: 0, refused: 0, unknown: 0, notAttempted: 0, resumed: 0 };

  it("tells the share, the rate of the last minute, and the time that is left", () => {
    let now = 0;
    const bar = new ProgressBar(fakeMachine({ terminal: true }).machine.stderr, 1000, () => now);
    // Sends of an earlier run do not count for the speed.
    bar.update({ ...counts, accepted: 100, resumed: 100 });
    expect(bar.text()).toBe("[##......................]  100/1000");
    bar.update({ ...counts, accepted: 101, resumed: 100 });
    for (let sent = 1; sent <= 99; sent++) {
      now = sent * 1000;
      bar.update({ ...counts, accepted: 101 + sent, resumed: 100, refused: sent === 99 ? 2 : 0 });
    }
    expect(bar.text()).toBe("[####....................]  202/1000  62/min, 12:53 left  2 refused");
    // Held back, it gets slower while nothing happens.
    now += 60_000;
    expect(bar.text()).toMatch(/ 3\d\/min, 2\d:\d\d left/);
  });

  it("makes room for lines, and goes when the list has ended", () => {
    const fake = fakeMachine({ terminal: true, environment: { NO_COLOR: "1" } });
    const output = new Output(fake.machine, false);
    const takeAway = output.keepFooter(new ProgressBar(fake.machine.stderr, 2, () => 0));
    output.note("a line");
    takeAway();
    output.note("another");
    const bar = "\r\u001b[K[........................]  0/2";
    expect(fake.stderr()).toBe(`${bar}\r\u001b[Ka line\n${bar}\r\u001b[Kanother\n`);
  });

  it("writes times as people do", () => {
    expect([0, 900, 59_000, 61_000, 10_000_000].map(timeOf)).toEqual([
      "0:00",
      "0:01",
      "0:59",
      "1:01",
      "2:46:40",
    ]);
  });
});

describe("protexting segments", () => {
  it("shows encoding, figures by both rules, where the parts begin, and what makes a text dearer", async () => {
    const { code, stdout, stderr } = await call("segments", [`${"a".repeat(478)}€`, "--to", "16465550150"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").map((line) => line.slice(0, 40))).toEqual([
      "kind        SMS",
      "encoding    GSM-7",
      "characters  479 of 480",
      "units       480 (septets)",
      "parts       3 parts as documented, 4 by ",
      "left        0 units as documented, 132 b",
      "credits     3 credits as documented, 4 b",
      "counts two  €  1 time",
      ...[1, 2, 3].map((part) => `part ${part} (documented) "${"a".repeat(19)}`),
      ...[1, 2, 3].map((part) => `part ${part} (GSM rule) "${"a".repeat(21)}`),
      `part 4 (GSM rule) "${"a".repeat(19)}€"`,
      "warning: 3 or 4 credits may be charged.",
      "",
    ]);
  });

  it("names the characters that need UCS-2 and what would do instead, without token and network", async () => {
    const { stdout } = await call("segments", ["“hi” \u001b 👋"]);
    expect(stdout).toContain('needs UCS-2 “  U+201C at 0; " would not\n');
    expect(stdout).toContain("needs UCS-2 \\u{1b}  U+001B at 5\n");
    expect(stdout).toContain("counts two  👋  1 time\n");
  });

  it("gives scripts the estimate, of stdin too", async () => {
    const { stdout } = await call("segments", ["-", "--json"], { stdin: "Your table is ready.\n" });
    expect(JSON.parse(stdout)).toMatchObject({
      encoding: "GSM-7",
      characters: 20,
      parts: { documented: 1, gsm: 1 },
      starts: { gsm: [0] },
      credits: { documented: 1, gsm: 1, assumed: false },
      warnings: [],
    });
    const broken = await call("segments", ["-"], { stdin: new Uint8Array([0xff]) });
    expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining("stdin is not UTF-8")]);
  });
});
