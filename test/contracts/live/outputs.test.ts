/** Outputs of a run, and the checks of them before anything is sent. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { exitCodes, run } from "../../../contracts/live/cli.ts";
import { recordFileOf } from "../../../contracts/live/outputs.ts";
import { RECORD_FILE } from "../../../contracts/live/record-file.ts";
import { LIVE_PARTS, verifyLiveWith } from "../../../contracts/live/verify-live.ts";
import { fakeMachine, temporaryFolder } from "../../commands/support.ts";
import { BALANCE } from "./ask.ts";
import { pactOf, Scene } from "./scene.ts";
import { smallPact, writeJson } from "./small-pact.ts";
import { RECIPIENT, startStandIn, TOKEN } from "./stand-in.ts";

const SEND = "sms.send in JSON: a message is accepted";
const VENDOR = "https://api2.protexting.com";

let folder = "";
let pact = "";
beforeEach(async () => {
  folder = await temporaryFolder();
  pact = await writeJson(folder, "pact.json", await smallPact([SEND]));
});

function paid(): readonly string[] {
  const budget = join(folder, "budget.jsonl");
  return ["--pact", pact, "--spends", "--recipient", RECIPIENT, "--credits", "9", "--budget-file", budget];
}

async function call(
  at: Readonly<Record<"url" | "resolve", string>>,
  args: readonly string[],
  verifier?: Parameters<typeof run>[2],
) {
  const { PATH = "" } = process.env;
  const environment = { PATH, PROTEXTING_LIVE: "1", PROTEXTING_ACCESS_TOKEN: TOKEN };
  const fake = fakeMachine({ environment });
  const code = await run(["--url", at.url, "--resolve", at.resolve, ...args], fake.machine, verifier);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

describe("the record, where none is named,", () => {
  it("is the committed one for the toolkit's pact on the vendor's API", () => {
    expect(recordFileOf({ url: VENDOR })).toBe(RECORD_FILE);
    expect(recordFileOf({ url: `${VENDOR}/` })).toBe(RECORD_FILE);
  });

  it.each([
    ["another address", { url: "https://live.example.test" }],
    ["an address that --resolve gives", { url: VENDOR, resolve: ["api2.protexting.com:443:127.0.0.1"] }],
    ["any --resolve", { url: VENDOR, resolve: ["other.example.test:443:127.0.0.1"] }],
    ["another pact", { url: VENDOR, pact: "mine.json" }],
  ])("is none for %s", (_what, options) => {
    expect(recordFileOf(options)).toBeUndefined();
    expect(recordFileOf({ ...options, record: "named.json" })).toBe("named.json");
  });
});

describe("nothing is sent when", () => {
  it.each([
    ["the record is no record", "record", "broken.json", "Failed to read the record"],
    ["the record is of another target", "record", "other.json", "keep one for each"],
    ["the record would be below a file", "record", "pact.json/record.json", "Failed to use the file"],
    ["the JSON report would be below a file", "json", "pact.json/report.json", "Failed to use the file"],
    ["the page would be a folder", "html", "page.html", "it is a folder"],
  ])("%s, and the file is named", async (_what, option, name, says) => {
    await using live = await startStandIn();
    await writeFile(join(folder, "broken.json"), "{ not json");
    await mkdir(join(folder, "page.html"));
    const other = { record: "protexting-live-record", version: 1, toolkit: "0.1.0", target: VENDOR };
    await writeJson(folder, "other.json", {
      ...other,
      at: "2026-11-22T20:00:00.000Z",
      interactions: [],
      rules: {},
    });
    const file = join(folder, name);
    const { code, stderr } = await call(live, [...paid(), `--${option}`, file]);
    expect(stderr).toContain(says);
    expect(stderr).toContain(`(${file})`);
    expect(live.seen).toEqual([]);
    expect(await readdir(folder)).not.toContain("budget.jsonl");
    expect(code).toBe(exitCodes.setup);
  });

  it("another pact is to be recorded, or one whose tags were changed", async () => {
    await using live = await startStandIn();
    const text = await readFile(pact, "utf8");
    const record = join(folder, "record.json");
    for (const other of [
      JSON.stringify(pactOf({ description: "mine", touches: "safe", asks: BALANCE })),
      text.replace('"id":"send.answer"', '"id":"credits.answer"'),
      text.replace('"protexting-client"', '"shop"'),
      text.replace('"status":200', '"status":201'),
    ]) {
      expect(other).not.toBe(text);
      await writeFile(pact, other);
      const { code, stderr } = await call(live, [...paid(), "--record", record]);
      expect(stderr).toContain("it is of the toolkit's own pact");
      expect(code).toBe(exitCodes.setup);
    }
    expect(live.seen).toEqual([]);
  });

  it("Pact's verifier cannot be started, and the exit code says so", async () => {
    await using scene = await Scene.open(LIVE_PARTS);
    const { code, stdout, stderr } = await call(scene, paid(), (options) =>
      verifyLiveWith(
        {
          ...LIVE_PARTS,
          runPact: () => Promise.reject(new Error("Failed to run Pact's verifier: it is not installed.")),
        },
        options,
      ),
    );
    expect(stderr).toContain("it is not installed");
    expect(stdout).toContain("Nothing was sent; the budget file has 0 reserved in all.");
    expect(scene.arrived).toEqual([]);
    expect(code).toBe(exitCodes.setup);
  });
});

describe("once something was sent", () => {
  it("what it may have cost is said first, and a record that came between is no reason to call it unsent", async () => {
    const record = join(folder, "record.json");
    await using live = await startStandIn({
      // Another process writes the file after the checks.
      mischief: async () => {
        await writeFile(record, "{ not json");
        return false;
      },
    });
    const page = join(folder, "page.html");
    const { code, stdout, stderr } = await call(live, [...paid(), "--record", record, "--html", page]);
    const cost = stdout.indexOf("1 requests were sent, which cost at most 1 credits; the budget file has 1");
    expect(cost).toBeGreaterThan(-1);
    expect(cost).toBeLessThan(stdout.indexOf("Verification of"));
    expect(stderr).toContain(`(${record}). Please restore it`);
    expect(await readFile(page, "utf8")).toContain("sms.send");
    expect(code).toBe(exitCodes.failed);
  });

  it("an error of the run itself says what was sent, and is not taken for one of the settings", async () => {
    await using live = await startStandIn();
    const { code, stdout, stderr } = await call(live, paid(), async (options) => {
      await verifyLiveWith(LIVE_PARTS, options);
      throw new Error("The disk is gone.");
    });
    expect(stderr).toContain("The disk is gone.");
    expect(stdout).toContain("1 requests were sent, which cost at most 1 credits.");
    expect(code).toBe(exitCodes.failed);
  });

  it("the record of an address that --resolve gave says so", async () => {
    await using live = await startStandIn();
    const record = join(folder, "record.json");
    const { code } = await call(live, [...paid(), "--record", record]);
    expect(JSON.parse(await readFile(record, "utf8"))).toMatchObject({
      target: live.url,
      pinned: "127.0.0.1",
    });
    expect(code).toBe(exitCodes.done);
  });
});

it("a run that is stopped sends nothing more, whatever the verifier asks for", async () => {
  await using scene = await Scene.open(LIVE_PARTS);
  const stopping = new AbortController();
  const answering = scene.answering;
  scene.answering = async (response, request) => {
    stopping.abort();
    await answering(response, request);
  };
  const entries = ["1", "2"].map((page) => ({
    description: `page ${page}`,
    touches: "safe",
    asks: { path: "/v1/credits/balance", query: `access_token=your_access_token&page=${page}` },
  }));
  const { refusals } = await scene.verify({ pact: pactOf(...entries), signal: stopping.signal });
  expect(scene.arrived).toHaveLength(1);
  expect(refusals.map(({ by }) => by)).toEqual(["answer", "running"]);
});
