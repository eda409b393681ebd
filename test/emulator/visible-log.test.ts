/** Outside text in a log: nothing that a terminal would obey, and nothing that ends it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { outputFor } from "../../src/emulator/cli-output.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { systemClock } from "../../src/emulator/runtime/clock.ts";

const HOSTILE = [
  "%00%1b]0;owned%07",
  "%0d%0aSet-Cookie:%20x=1",
  "%ff",
  "%ed%a0%80",
  "%e2%80%ae",
  "..%2f",
  "x".repeat(65_536),
];
/** Everything unseen, by the standard's own classes. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe("an address of the page", () => {
  const ADDRESSES = [
    (bad: string) => `/?account=${bad}`,
    (bad: string) => `/_emulator/page?account=${bad}`,
    (bad: string) => `/_emulator/page?account=${bad}&view=${bad}&kept=${bad}`,
    (bad: string) => `/_emulator/page/a/${bad}/reply`,
  ];

  it.each(HOSTILE)(
    "with an account %s is answered 400 or 404, and is no fault of the emulator",
    async (bad) => {
      const log: string[] = [];
      const emulator = createEmulator({ log: (line) => log.push(line) });
      await emulator.accounts.create({ token: "test_shop" });
      for (const address of ADDRESSES) {
        const answer = await emulator.fetch(`http://x${address(bad)}`, {
          headers: { Accept: "text/html" },
          redirect: "manual",
        });
        expect([address(bad), [400, 404].includes(answer.status)]).toEqual([address(bad), true]);
      }
      for (const query of ["kept", "view", "after", "q", "zone"]) {
        const answer = await emulator.fetch(`http://x/_emulator/page?${query}=${bad}`, {
          redirect: "manual",
        });
        expect([query, answer.status < 500]).toEqual([query, true]);
      }
      expect(log).toEqual([]);
    },
  );

  it("of an account, whose key it has, leads there", async () => {
    const emulator = createEmulator();
    const answer = await emulator.fetch("http://x/_emulator/page?account=0123456789abcdef", {
      redirect: "manual",
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      "/_emulator/page/a/0123456789abcdef#account",
    ]);
  });
});

describe("the log", () => {
  it("shows what cannot be seen of a fault that quotes a caller, and its frames on lines of their own", async () => {
    const log: string[] = [];
    const clock = {
      now: () => {
        if (broken) throw new Error("quoted \u001b]0;owned\u0007\nsecond line \u202e");
        return systemClock.now();
      },
    };
    let broken = false;
    const emulator = createEmulator({ clock, log: (line) => log.push(line) });
    await emulator.accounts.create({ token: "test_a" });
    broken = true;
    await emulator.fetch("http://x/_emulator/clock");
    const [first = "", ...frames] = log.join("\n").split("\n");
    expect(first).toBe(
      "A fault of the emulator: Error: quoted \\u{1b}]0;owned\\u{7}\\nsecond line \\u{202e}",
    );
    expect(frames[0]).toMatch(/^ {4}at /);
  });

  it.each([true, false])("of the command shows what cannot be seen of a path (as JSON: %s)", (json) => {
    const written: string[] = [];
    const { write } = process.stdout;
    process.stdout.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
    onTestFinished(() => void (process.stdout.write = write));
    const answered = {
      at: 0,
      method: "GET",
      path: "/v1/\u001b]0;x\u0007\u202e\u009b",
      status: 404,
      decidedBy: "route.unknown",
    } as const;
    outputFor({ json, quiet: false }).answered?.(answered);
    process.stdout.write = write;
    const [line = ""] = written;
    expect(line.slice(0, -1)).not.toMatch(UNSEEN);
    expect(line).toContain("1b");
  });

  it("may lose its reader, as `| head -1` does: the emulator goes on", async () => {
    const child = started("emulate", "--port", "0", "--json");
    const { stdout } = child;
    if (stdout === null) throw new Error("Expected a process that prints.");
    const [line] = await once(createInterface(stdout), "line");
    const { url }: { readonly url: string } = JSON.parse(String(line));
    stdout.destroy();
    for (let call = 0; call < 20; call++)
      expect((await fetch(`${url}/v1/credits/balance?access_token=test_a`)).status).toBe(200);
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect(await exit).toEqual([0, null]);
  });
});

function started(...args: readonly string[]): ChildProcess {
  const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", cli, ...args], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}
