/** Lists that are sent: asked about, tried and run. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import type { Fetch } from "../../src/client/index.ts";
import { NO_LIMITS } from "../support/test-emulator.ts";
import { environment, world } from "./send-steps.ts";
import { call, listFile, listOf, parsed, TOKEN } from "./support.ts";

const local = { ...environment, PROTEXTING_BASE_URL: "http://127.0.0.1:9" };

describe("before a list is sent to another machine", () => {
  const asked = async (answer: string) => {
    const { options, texts } = world();
    const path = await listFile(`${listOf(2)}12125550160,${"a".repeat(161)}\n`);
    const answered = await call("send", ["--file", path], { ...options, terminal: true, stdin: answer });
    return { ...answered, texts: await texts() };
  };

  it("a person is told what it costs and asked", async () => {
    const { code, stderr, texts } = await asked("y\n");
    expect([code, texts.length]).toEqual([0, 3]);
    expect(stderr).toContain("Through https://api.example\n3 messages to 2 recipients: 4 parts; 4 credits\n");
    expect(stderr).toContain(
      "Send 3 messages to 2 recipients: 4 parts; 4 credits, through https://api.example?",
    );
  });

  it.each(["\n", "n\n", "", "yolo\n"])("the answer %j sends nothing", async (answer) => {
    const { code, stderr, texts } = await asked(answer);
    expect([code, texts]).toEqual([1, []]);
    expect(stderr).toMatch(/Nothing was sent\.\n$/);
  });

  it("where there is nobody to ask it needs --yes", async () => {
    const { options, texts } = world();
    const path = await listFile(listOf(2));
    const refused = await call("send", ["--file", path, "--json"], options);
    expect([refused.code, refused.stdout, await texts()]).toEqual([1, "", []]);
    expect(refused.stderr).toContain("add --yes");
    const sent = await call("send", ["--file", path, "--json", "--yes"], options);
    expect([sent.code, (await texts()).length]).toEqual([0, 2]);
  });

  it("the live API is named as such, for a single message too", async () => {
    const { options } = world();
    const live = { ...options, environment: { PROTEXTING_ACCESS_TOKEN: TOKEN, PROTEXTING_BASE_URL: "" } };
    const { code, stderr } = await call("send", ["16465550150", "Hello"], live);
    expect([code, stderr]).toEqual([0, "This is the live API: https://api2.protexting.com\n"]);
  });
});

describe("--dry-run", () => {
  it("tells what a list would cost, and what to look at, without token, network and journal", async () => {
    const long = "a".repeat(481);
    const path = await listFile(
      `mobilePhone,message\n16465550150,a\n16465550150,a\n16465550151,“\n16465550151,${long}\n442055501500,b\n`,
    );
    const { code, stdout, stderr } = await call("send", ["--file", path, "--estimate"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n")).toEqual([
      "5 messages to 3 recipients: 8 parts; 8 credits",
      "warning: 1 message the same to the same recipient as an earlier line (line 3)",
      "warning: 1 message with characters outside the GSM alphabet, which makes them dearer (line 4)",
      "warning: 1 message longer than the API allows, and will be refused (line 5)",
      "warning: 1 message to countries whose price is unknown, that of the USA assumed (line 6)",
      "",
    ]);
    expect(await readdir(dirname(path))).toEqual(["list.csv"]);
    const forScripts = await call("send", ["--file", path, "--dry-run", "--json"]);
    expect(JSON.parse(forScripts.stdout)).toMatchObject({
      dryRun: true,
      messages: 5,
      settled: 0,
      recipients: 3,
    });
  });

  it("tells what one message would cost", async () => {
    const { code, stdout } = await call("send", ["16465550150", "Hello", "--dry-run"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("credits     1 credit\n")]);
  });
});

describe("a list", () => {
  it("that has run is known the next time, also to --dry-run, and is not sent again", async () => {
    const { options, texts } = world();
    const path = await listFile(listOf(3));
    await call("send", ["--file", path, "--yes"], options);
    const estimated = await call("send", ["--file", path, "--dry-run"], options);
    expect(estimated.stdout).toBe("3 messages of 3 known from the journal, not to be sent again\n");
    // There is nothing to agree to.
    const again = await call("send", ["--file", path], options);
    expect([again.code, again.stdout]).toEqual([
      0,
      "3 accepted, 0 refused, 0 in doubt, 0 not attempted (3 known from an earlier run)\n",
    ]);
    expect(again.stderr).toContain("There is nothing left to send");
    expect(await texts()).toHaveLength(3);
  });

  it("with another list's journal, or one that is none, is not sent", async () => {
    const { options, texts } = world();
    const path = await listFile(listOf(2));
    const journal = `${path}.other`;
    await call("send", ["--file", path, "--journal", journal, "--yes"], options);
    const other = await listFile("mobilePhone,message\n16465550150,another list\n");
    const mixed = await call("send", ["--file", other, "--journal", journal, "--yes"], options);
    expect([mixed.code, mixed.stderr]).toEqual([1, expect.stringContaining("it was made from another list")]);
    const noJournal = await call("send", ["--file", other, "--journal", other, "--yes"], options);
    expect([noJournal.code, noJournal.stderr]).toEqual([1, expect.stringContaining("line 1 of")]);
    expect(await texts()).toEqual(["text 0", "text 1"]);
  });

  it("that is wholly in doubt does not end as if all were well", async () => {
    const { options } = world();
    const path = await listFile("mobilePhone,message\n16465550137,a\n16465550136,b\n");
    const { code, stderr } = await call("send", ["--file", path, "--yes"], options);
    expect(code).toBe(9);
    expect(stderr).not.toContain("There is nothing left to send");
    expect(stderr).toContain("Nobody knows yet whether 2 messages in doubt went out");
  });

  it("tells what was refused and what is in doubt by its line, and looks the latter up when asked to", async () => {
    const { options, texts } = world();
    const path = await listFile(
      "mobilePhone,message\n16465550150,a\n16465550141,b\n16465550137,c\n16465550136,d\n",
    );
    const first = await call("send", ["--file", path, "--yes"], options);
    expect([first.code, first.stdout.split("\n").sort()]).toEqual([
      9,
      [
        "",
        "1 accepted, 1 refused, 2 in doubt, 0 not attempted",
        expect.stringMatching(/^line 3 {2}16465550141 {2}refused {2}Failed to send the message: /),
        expect.stringMatching(/^line 4 {2}16465550137 {2}in doubt {2}Failed to learn /),
        expect.stringMatching(/^line 5 {2}16465550136 {2}in doubt {2}Failed to learn /),
      ],
    ]);
    const later = await call("send", ["--file", path, "--yes", "--reconcile"], options);
    expect([later.code, later.stdout]).toEqual([
      9,
      expect.stringContaining(
        "2 accepted, 1 refused, 1 in doubt, 0 not attempted (4 known from an earlier run)",
      ),
    ]);
    expect(await texts()).toEqual(["a", "c"]);
  });

  it.each([
    ["too few credits", { account: { credits: 2 } }, TOKEN, 4, { accepted: 2, notAttempted: 3 }],
    ["a token that is not accepted", {}, "wrong", 3, { accepted: 0, notAttempted: 5 }],
  ])(
    "stops at %s with that code, and the rest can be sent later",
    async (_, settings, token, code, counts) => {
      const { options } = world({ ...NO_LIMITS, ...settings });
      const path = await listFile(listOf(6));
      const ended = await call("send", ["--file", path, "--yes", "--json", "--concurrency", "1"], {
        ...options,
        environment: { ...environment, PROTEXTING_ACCESS_TOKEN: token },
      });
      expect([ended.code, parsed(ended.stdout).at(-1)]).toEqual([
        code,
        expect.objectContaining({ ...counts, refused: 1, unknown: 0, exitCode: code }),
      ]);
      expect(ended.stderr).toContain("The same command sends the other ");
    },
  );

  it("gives up when nobody can be reached, before it has tried each line", async () => {
    const unreachable: Fetch = async () => {
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" }),
      });
    };
    const { options } = world(NO_LIMITS, () => unreachable);
    const path = await listFile(listOf(60));
    const { code, stdout, stderr } = await call("send", ["--file", path, "--yes", "--json"], options);
    const summary = parsed(stdout).at(-1);
    expect([code, summary]).toEqual([7, expect.objectContaining({ accepted: 0, unknown: 0 })]);
    expect(Number(summary?.["refused"])).toBeLessThan(30);
    expect(stderr).toContain("The same command sends the other 60 messages");
  });

  it("tells its results while it runs, over a bar that shows how far it is", async () => {
    const { options } = world();
    const path = await listFile(listOf(3));
    const { code, stdout, stderr } = await call("send", ["--file", path, "--yes"], {
      ...options,
      terminal: true,
    });
    expect([code, stdout]).toEqual([
      0,
      "\u001b[32m3 accepted\u001b[39m, 0 refused, 0 in doubt, 0 not attempted\n",
    ]);
    expect(stderr).toContain("\r\u001b[K[");
  });

  it.each([
    [["--file", "no-such.csv"], "no-such.csv cannot be opened (ENOENT)"],
    [["--file", "a.csv", "16465550150"], "With --file it takes neither number nor text."],
    [["--file", "a.csv", "--deadline", "1s"], "--deadline is for one message"],
    [["--file", "a.csv", "--delimiter", '"'], "--delimiter must be one character"],
    [["--file", "a.csv", "--concurrency", "0"], "--concurrency must be a whole number above 0"],
    [["16465550150", "a", "--yes"], "--yes needs --file."],
    [["16465550150", "a", "--journal", "a"], "--journal needs --file."],
    [["16465550150"], "It takes a number and a text."],
    [["16465550150", "Hello", "world"], "please put the text in quotes"],
    [["16465550150", "a", "--mms-template", "x"], "--mms-template must be a whole number above 0"],
    [["16465550150", "a", "--deadline", "soon"], "--deadline must be a time like"],
    [["16465550150", "a", "--tmplate", "1"], "Unknown option '--tmplate'"],
    [["16465550150", "-1 degrees"], 'A text that begins with "-" goes behind "--".'],
  ])("%j is refused with what is wrong, and exit code 1", async (args, problem) => {
    const { code, stdout, stderr } = await call("send", args, { environment: local });
    expect([code, stdout, stderr]).toEqual([1, "", expect.stringContaining(problem)]);
    expect(existsSync("a.csv.journal")).toBe(false);
  });
});
