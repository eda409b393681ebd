/** `npm run verify:live` as people run it: a process, real time, Pact, and a second emulator that stands for live. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scrubber } from "../../../contracts/live/egress/scrub.ts";
import { startVerify, verify } from "./process.ts";
import { smallPact, writeJson } from "./small-pact.ts";
import { RECIPIENT, type StandIn, startStandIn, TOKEN } from "./stand-in.ts";

const BALANCE = "credits.balance in JSON: the balance";
const REPORT = "sms.deliveryReport in XML: the id is not known";
const SENDS = [
  "sms.send in JSON: a message is accepted",
  "sms.send in XML: a message beyond ASCII is accepted",
];
const LIVE = { PROTEXTING_LIVE: "1", PROTEXTING_ACCESS_TOKEN: TOKEN };

/** Start of the path of each test's folder. */
let folders = "";
beforeAll(async () => {
  folders = join(await mkdtemp(join(tmpdir(), "verify-live-")), "test-");
});
afterAll(() => rm(join(folders, ".."), { recursive: true }));

async function pactFile(folder: string, ...descriptions: readonly string[]): Promise<string> {
  return await writeJson(folder, "small.json", await smallPact(descriptions));
}

function at(live: StandIn): readonly string[] {
  return ["--url", live.url, "--resolve", live.resolve];
}

function spending(folder: string, credits: number): readonly string[] {
  return [
    "--spends",
    "--recipient",
    RECIPIENT,
    "--credits",
    String(credits),
    "--budget-file",
    join(folder, "budget.jsonl"),
  ];
}

/** Everything in the files of a folder and of those in it. */
async function textsIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "latin1")));
  return texts.join("\n");
}

async function reservedIn(folder: string): Promise<number> {
  const [, ...lines] = (await readFile(join(folder, "budget.jsonl"), "utf8")).trimEnd().split("\n");
  return lines.reduce((sum, line) => sum + Number(Object(JSON.parse(line)).credits), 0);
}

// Most of the time goes by while a run keeps the pace of the live API.
describe.concurrent("a run", () => {
  it("leaves the token nowhere, though live repeats it in every spelling and redirects to another host", async () => {
    const folder = await mkdtemp(folders);
    const strayed: string[] = [];
    const elsewhere = createServer((request, response) => {
      strayed.push(String(request.url));
      response.end("{}");
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    const address = elsewhere.address();
    const port = typeof address === "object" ? address?.port : 0;
    const encoded = encodeURIComponent(TOKEN);
    const echoes = [
      TOKEN,
      encoded,
      encodeURIComponent(encoded),
      encoded.toLowerCase(),
      JSON.stringify(TOKEN).replaceAll("/", "\\/"),
      Array.from(TOKEN, (character) => `\\u00${character.charCodeAt(0).toString(16)}`).join(""),
      TOKEN.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
      Array.from(TOKEN, (character) => `&#${character.charCodeAt(0)};`).join(""),
      Buffer.from(TOKEN).toString("hex"),
      Buffer.from(TOKEN).toString("base64"),
      Buffer.from(`.${TOKEN}.`).toString("base64url"),
      Buffer.from(`..${TOKEN}`).toString("base64"),
    ];
    await using live = await startStandIn({
      mischief({ url }, response) {
        const headers = { "X-Echo": encoded, Link: `<https://x/?access_token=${encoded}>; rel=self` };
        if (url.includes("balance")) {
          response
            .writeHead(307, { ...headers, Location: `http://127.0.0.1:${port}/?access_token=${encoded}` })
            .end();
        } else {
          response
            .writeHead(500, "Token", { ...headers, "Content-Type": "text/plain" })
            .end(echoes.join(" | "));
        }
        return true;
      },
    });
    const reports = ["json", "html", "record"].flatMap((kind) => [
      `--${kind}`,
      join(folder, `report.${kind}`),
    ]);
    const pact = await pactFile(folder, BALANCE, REPORT, ...SENDS);
    const args = [...at(live), "--pact", pact, ...spending(folder, 9), ...reports];
    const { code, stdout, stderr } = await verify(args, { ...LIVE, COPY: TOKEN }, folder);
    await new Promise((resolve) => elsewhere.close(resolve));

    expect(code).toBe(2);
    expect(stderr).toContain("Nothing was recorded: the run as a whole had problems.");
    expect(strayed).toEqual([]);
    expect(live.seen).toHaveLength(4);
    expect(stdout).toContain("the answer was a redirect (307), which is never followed");
    const everything = `${stdout}\n${stderr}\n${await textsIn(folder)}`;
    expect(everything).toContain("protexting-budget");
    expect(everything).toContain("Verification of");
    // The scrubber finds every spelling of it: it must have nothing to do.
    expect(scrubber(TOKEN)(everything)).toBe(everything);
    expect(echoes.filter((echo) => everything.includes(echo))).toEqual([]);
    expect(await readdir(join(folder, "tmp"))).not.toContainEqual(expect.stringContaining("protexting"));
  });

  it("passes with exit code 0, and says what it may have cost", async () => {
    const folder = await mkdtemp(folders);
    await using live = await startStandIn();
    const pact = await pactFile(folder, BALANCE, ...SENDS);
    const record = join(folder, "record.json");
    const args = [...at(live), "--pact", pact, ...spending(folder, 2), "--record", record];
    const { code, stdout, stderr } = await verify(args, LIVE, folder);
    expect(await readFile(record, "utf8")).toContain(BALANCE);
    expect(stderr).toContain("3 of 3: POST /v1/sms/send 200");
    expect(stdout).toContain(
      "3 requests were sent, which cost at most 2 credits; the budget file has 2 reserved in all.",
    );
    expect(code).toBe(0);
  });

  it("that is killed has spent its budget all the same, and the next has the rest", async () => {
    const folder = await mkdtemp(folders);
    const kill: { now?: () => void } = {};
    await using live = await startStandIn({
      mischief({ method }, _response, index) {
        if (method !== "POST" || index > 0) return false;
        kill.now?.();
        return true;
      },
    });
    const args = [...at(live), "--pact", await pactFile(folder, ...SENDS), ...spending(folder, 2)];
    using running = await startVerify(args, LIVE, folder);
    const { child, ended } = running;
    kill.now = () => child.kill("SIGKILL");
    await ended;
    expect(live.seen).toHaveLength(1);
    expect(await reservedIn(folder)).toBe(1);

    const second = await verify(args, LIVE, folder);
    expect(second.stdout).toContain("beyond the budget: up to 1 credits, 0 left (1)");
    expect(second.code).toBe(0);
    expect(live.seen).toHaveLength(2);
    expect(await reservedIn(folder)).toBe(2);

    const third = await verify(args, LIVE, folder);
    expect(third.stderr).toContain("Failed to verify: No interaction is selected");
    expect(third.code).toBe(1);
    expect(live.seen).toHaveLength(2);
  });

  it("stops at Ctrl-C: nothing more is sent, and what was is said", async () => {
    const folder = await mkdtemp(folders);
    const interrupt: { now?: () => void } = {};
    await using live = await startStandIn({
      mischief() {
        interrupt.now?.();
        return true;
      },
    });
    const args = [...at(live), "--pact", await pactFile(folder, ...SENDS), ...spending(folder, 9)];
    using running = await startVerify(args, LIVE, folder);
    const { child, ended, temporary } = running;
    interrupt.now = () => child.kill("SIGINT");
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(130);
    expect(live.seen).toHaveLength(1);
    expect(stderr).toContain("The run was stopped.");
    expect(stdout).toContain(
      "1 requests were sent, which cost at most 1 credits; the budget file has 1 reserved in all.",
    );
    expect(await readdir(temporary)).not.toContainEqual(expect.stringContaining("protexting"));
  });
});

it("a process without PROTEXTING_LIVE=1 prints the plan and sends nothing", async () => {
  const folder = await mkdtemp(folders);
  await using live = await startStandIn();
  const environment = { PROTEXTING_ACCESS_TOKEN: TOKEN };
  const { code, stdout, stderr } = await verify(at(live), environment, folder);
  expect(stdout).toContain("Nothing was sent. PROTEXTING_LIVE is not 1, so this is a plan.");
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(live.seen).toEqual([]);
});
