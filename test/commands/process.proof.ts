/** The command as people start it: a process, a real emulator behind a socket, exit codes. */
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { NO_LIMITS, startTestEmulator } from "../support/test-emulator.ts";
import { parsed, start, TOKEN, temporaryFolder } from "./support.ts";

const ID = /[0-9a-f]{40}/;

async function emulator() {
  const running = await startTestEmulator(NO_LIMITS);
  const environment = { PROTEXTING_BASE_URL: running.url, PROTEXTING_ACCESS_TOKEN: TOKEN };
  const books = async () => (await running.messages.list({ token: TOKEN })).items;
  return { running, environment, books };
}

it("sends a message, tells its id, and follows it to its end", async () => {
  const { environment, running } = await emulator();
  const sent = await start(["send", "16465550150", "Hello"], environment).ended;
  expect(sent).toEqual({ code: 0, stdout: expect.stringMatching(ID), stderr: "" });
  const [id = ""] = ID.exec(sent.stdout) ?? [];
  const report = start(["report", id, "--wait", "--deadline", "20s"], environment);
  await report.shows("Pending");
  running.machineClock.advance(60_000);
  expect(await report.ended).toEqual({ code: 0, stdout: "Pending (1)\nDelivered (2)\n", stderr: "" });
});

it("reads a long text from stdin, and answers scripts in JSON", async () => {
  const { environment, books } = await emulator();
  const sent = await start(["send", "16465550150", "-", "--json"], environment, "Grüße\nan alle\n").ended;
  expect({ ...sent, stdout: parsed(sent.stdout) }).toEqual({
    code: 0,
    stdout: [{ outcome: "accepted", id: expect.stringMatching(ID), mobilePhone: "16465550150" }],
    stderr: "",
  });
  expect(await books()).toEqual([expect.objectContaining({ text: "Grüße\nan alle" })]);
});

it.each([
  ["a 500 after the books", "16465550133", 1],
  ["a connection reset after the books", "16465550137", 1],
  ["a connection reset before the books", "16465550136", 0],
])(
  "says that the outcome is unknown after %s, with a code of its own, and sends once",
  async (_, number, count) => {
    const { environment, books } = await emulator();
    const { code, stdout, stderr } = await start(["send", number, "Hello"], environment).ended;
    expect([code, stdout]).toEqual([6, ""]);
    expect(stderr).toMatch(/^protexting send: Failed to learn what became of the message: .*--reconcile/);
    expect(await books()).toHaveLength(count);
  },
);

it("takes the token from a file, warns when others can read it, and says what a wrong one is", async () => {
  const { environment } = await emulator();
  const file = join(await temporaryFolder(), "token");
  await writeFile(file, "canary_wrong\n");
  await chmod(file, 0o644);
  const { code, stderr } = await start(["balance", "--token-file", file], environment).ended;
  expect(code).toBe(3);
  expect(stderr).toMatch(/^Warning: others on this machine can read .*\nprotexting balance: Failed to .*401/);
  expect(stderr).not.toContain("canary");
});

it("shows the debug log on stderr without the token", async () => {
  const { environment } = await emulator();
  const { code, stdout, stderr } = await start(["balance", "--json"], {
    ...environment,
    PROTEXTING_DEBUG: "1",
  }).ended;
  expect([code, stdout]).toEqual([0, '{"availableCredits":1000}\n']);
  expect(stderr).toContain("/v1/credits/balance");
  expect(stderr).not.toContain(TOKEN);
});
