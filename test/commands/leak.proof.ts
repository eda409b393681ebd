/** A canary token is searched for in all that the commands print, on every path these tests know. */
import { writeFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { expectNoLeak, tokens } from "../client/canary.ts";
import { failing, type Path, paths } from "../client/leak-paths.ts";
import { START } from "../support/manual-clock.ts";
import { call, type FakeOptions, listFile } from "./support.ts";

const NUMBER = "16465550150";
/** The client's own, of each request. */
const TIMEOUT_MS = 30_000;

function machine(token: string, path: Path): FakeOptions {
  let now = START;
  return {
    environment: { PROTEXTING_ACCESS_TOKEN: token, PROTEXTING_BASE_URL: "https://api.example" },
    fetch: async (url) => path(token, url),
    clock: () => now,
    // Waits take no time, and time-outs never come.
    sleep: async (ms, signal) => {
      if (ms === TIMEOUT_MS)
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      else now += ms;
      await setImmediate();
    },
  };
}

describe.each(tokens)("the token %s", (token) => {
  it.each(paths)("does not leak from %s", async (_, path) => {
    const options = machine(token, path);
    const list = await listFile(`mobilePhone,message\n${NUMBER},Hello\n${NUMBER},again\n`);
    // With the ten seconds that a read may outlast a wait, not the time-out above.
    const deadline = ["--deadline", "25s"];
    const calls = [
      ["balance", []],
      ["report", [token]],
      ["report", ["a", "--wait", ...deadline]],
      ["send", [NUMBER, token, ...deadline, "--reconcile"]],
      ["send", ["--file", list, "--yes", "--reconcile"]],
    ] as const;
    const printed: string[] = [];
    for (const [name, args] of calls) {
      for (const [output, terminal] of [
        [[], true],
        [["--json"], false],
      ] as const) {
        const { stdout, stderr } = await call(name, [...args, ...output], { ...options, terminal });
        expect(stdout + stderr).not.toBe("");
        printed.push(stdout, stderr);
      }
    }
    expectNoLeak(printed.join("\n"), token);
  });

  it("does not leak from mistakes in how a command is called", async () => {
    const options = machine(
      token,
      failing(() => new Error("lost")),
    );
    const file = await listFile(`${token}\n`);
    const calls = [
      ["balance", ["--token", token]],
      ["balance", [`--access-token=${token}`]],
      ["balance", [`--tokne=${token}`]],
      ["balance", [token]],
      ["balance", ["--token-file", token]],
      [
        "balance",
        ["--token-file", file, "--base-url", `https://api.example?access_token=${encodeURIComponent(token)}`],
      ],
      ["balance", ["--base-url", token]],
      ["balance", ["--timeout", token]],
      ["segments", [token, "--to", token]],
      ["send", [NUMBER, token, "--dry-run"]],
      ["send", ["--file", file]],
      ["send", ["--file", token]],
      ["send", ["--file", await listFile(`mobilePhone,message\n${token},\n`)]],
    ] as const;
    for (const [name, args] of calls) {
      for (const output of [[], ["--json"]]) {
        const { stdout, stderr } = await call(name, [...args, ...output], options);
        expect(stdout + stderr).not.toBe("");
        expectNoLeak(stdout + stderr, token);
      }
    }
  });

  it("does not leak where it is in a file alone, nor where another one is in the environment", async () => {
    const file = await listFile("");
    await writeFile(file, token, { mode: 0o600 });
    const other = "test_0ther_canary";
    const options = machine(
      token,
      failing((url) => new Error(`${url} ${token} ${other}`)),
    );
    const environment = { ...options.environment, PROTEXTING_ACCESS_TOKEN: other };
    const { stdout, stderr } = await call("balance", ["--token-file", file], { ...options, environment });
    expect(stderr).toContain("[redacted]");
    expectNoLeak(stdout + stderr, token);
    expectNoLeak(stdout + stderr, other);
  });
});

it("a token on the command line is refused with the reason, whatever it is called", async () => {
  for (const flag of ["--token", "--token=secret", "--access-token", "--access_token=secret", "-token"]) {
    const { code, stdout, stderr } = await call("balance", [flag, "secret"]);
    expect([code, stdout, stderr]).toEqual([1, "", expect.stringContaining("stays in the shell's history")]);
    expect(stderr).not.toContain("secret");
  }
});
