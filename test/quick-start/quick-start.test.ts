/** The quick starts, run as their readers would; their page shows exactly these files. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index.ts";
import { commandOf, type QuickStart, quickStarts } from "./languages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(`${root}docs/quick-start.md`, "utf8");

let emulator: RunningEmulator;

beforeAll(async () => {
  // A step per look, so that each has to look again.
  emulator = await startEmulator({ port: 0, seed: "quick-start", settings: { delivery: { mode: "polls" } } });
});
afterAll(() => emulator.close());

async function run(
  quickStart: QuickStart,
  context: TestContext,
  { url, token }: { readonly url: string; readonly token: string },
) {
  const { args, file } = quickStart;
  const child = spawn(
    commandOf(quickStart, context),
    [...args, `examples/quick-start/${file}`, "16465550123", `Say "hi" & bye, from ${file}: 50% ü`],
    { cwd: root, env: { ...process.env, PROTEXTING_BASE_URL: url, PROTEXTING_ACCESS_TOKEN: token } },
  );
  // The context's own: tests that run at the same time would end each other's processes.
  context.onTestFinished(() => void child.kill("SIGKILL"));
  const exit = once(child, "exit");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  return { code, stdout, stderr };
}

describe.concurrent.each(quickStarts)("the quick start in $name", (quickStart) => {
  const { file } = quickStart;
  const token = `test_${file.replace(/\W/g, "_")}`;

  it("sends, waits for the delivery and tells what is left", async (context) => {
    const { code, stdout, stderr } = await run(quickStart, context, { url: emulator.url, token });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^accepted as [0-9a-f]{40}\nDelivered \(2\)\n999 credits left\n$/);
    const { items } = await emulator.messages.list({ token });
    expect(items.map((message) => [message.recipient, message.text])).toEqual([
      ["16465550123", `Say "hi" & bye, from ${file}: 50% ü`],
    ]);
  });

  it("shows why it was refused, without the token, and fails", async (context) => {
    const { code, stdout, stderr } = await run(quickStart, context, {
      url: emulator.url,
      token: "secret_of_mine",
    });
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch(/401[^]*Your request was made with invalid credentials/);
    expect(stdout + stderr).not.toContain("secret_of_mine");
  });

  it("takes the token to no other address", async (context) => {
    const seen: string[] = [];
    const elsewhere = await listen(
      createServer((request, response) => {
        seen.push(request.url ?? "");
        response.end("{}");
      }),
      context,
    );
    const redirecting = await listen(
      createServer((request, response) => {
        response.writeHead(308, { Location: `${elsewhere}${request.url}` }).end();
      }),
      context,
    );
    const { code, stdout } = await run(quickStart, context, { url: redirecting, token });
    expect(code).not.toBe(0);
    expect(stdout).not.toContain("accepted");
    expect(seen).toEqual([]);
  });

  it("is on its page as it is", () => {
    const language = file.replace(/^.*\./, "");
    const code = readFileSync(`${root}examples/quick-start/${file}`, "utf8");
    expect(page).toContain(`\n\`\`\`${language}\n${code}\`\`\`\n`);
  });
});

async function listen(server: Server, { onTestFinished }: TestContext): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
}

it("the page shows the quick start with the client as it is", () => {
  const code = readFileSync(`${root}examples/quick-start.ts`, "utf8");
  expect(page).toContain(`\n\`\`\`ts\n${code}\`\`\`\n`);
});
