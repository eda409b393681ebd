/** Two that are asked the same: emulators, and one that stands for live. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Drift, findDrift } from "../../../contracts/drift/drift.ts";
import { reportLines } from "../../../contracts/drift/report.ts";
import { type RunningEmulator, type SettingsInput, startEmulator } from "../../../src/emulator/index.ts";
import { type StandInOptions, startStandIn, TOKEN } from "../live/stand-in.ts";

let emulator: RunningEmulator;
let folder = "";
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  folder = await mkdtemp(join(tmpdir(), "drift-"));
});
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true });
});

async function against(settings: SettingsInput): Promise<Drift> {
  await using other = await startEmulator({ port: 0, settings });
  return await findDrift({ a: emulator.url, b: other.url });
}

/** Where in the answers they differ. */
function placesOf({ differences }: Pick<Drift, "differences">): readonly string[] {
  return [...new Set(differences.map(({ where }) => where))].sort();
}

/** Its own clock, by which nothing takes time. */
function instantly() {
  let at = Date.UTC(2026, 0, 15, 12);
  return {
    now: () => at,
    sleep: async (milliseconds: number) => {
      at += milliseconds;
    },
  };
}

/** More calls than the stand-in would be asked in a minute of its own. */
const roomy = { limits: { rate: { limit: 1000, windowSeconds: 60 } } } as const;

interface LiveCase extends StandInOptions {
  readonly shapes?: unknown;
  readonly variances?: unknown;
  readonly record?: boolean;
  readonly day?: string;
}

async function againstLive({
  shapes,
  variances,
  record = false,
  day = "2026-01-15",
  ...options
}: LiveCase = {}) {
  await using live = await startStandIn({ ...options, settings: { ...roomy, ...options.settings } });
  await live.emulator.plant({
    accounts: [{ token: TOKEN, numbers: ["82257"], messages: [{ to: "16465550123", text: "Hello World!" }] }],
  });
  const [shapesFile, variancesFile] = ["shapes.json", "variances.json"].map((name) => join(folder, name));
  for (const [file = "", content] of [
    [shapesFile, shapes],
    [variancesFile, variances],
  ] as const) {
    await rm(file, { force: true });
    if (content !== undefined) await writeFile(file, JSON.stringify(content));
  }
  const drift = await findDrift({
    a: emulator.url,
    b: live.url,
    live: { token: TOKEN, resolve: [live.resolve], time: instantly() },
    shapesFile,
    variancesFile,
    record,
    now: () => new Date(`${day}T12:00:00Z`),
  });
  return { drift, seen: live.seen, shapesFile: shapesFile ?? "" };
}

/** Renames a field of the balance. */
const renamed: StandInOptions = {
  mischief: ({ url, headers }, response) => {
    if (!url.startsWith("/v1/credits/balance") || headers.accept !== "application/json") return false;
    if (!url.includes("live_")) return false;
    response.writeHead(200, { "Content-Type": "application/json; charset=UTF-8" }).end('{"Credits":1000}');
    return true;
  },
};

describe("two emulators", () => {
  it("that are the same show no drift, in any list, view, report or refusal", async () => {
    const drift = await against({});
    expect(drift).toMatchObject({
      differences: [],
      notCompared: [],
      problems: [],
      worst: undefined,
      isLive: false,
    });
    expect(drift.compared).toBeGreaterThan(60);
  });

  it("of other releases of the framework differ in what the releases differ in", async () => {
    const drift = await against({ framework: "2.0.50" });
    expect(drift.worst).toBe("emulator-wrong");
    expect(placesOf(drift)).toContain("header vary");
  });

  it("of which one answers as the vendor's samples are printed differ in that", async () => {
    const drift = await against({ asPrinted: true });
    expect(placesOf(drift)).toEqual(["body", "header content-type"]);
  });

  it("of which one refuses with another status differ in the status", async () => {
    const drift = await against({ errors: { unknownId: { status: 403, message: "No." } } });
    expect(placesOf(drift)).toEqual(["status"]);
  });

  it("without the control API are compared in what fresh accounts have", async () => {
    await using live = await startStandIn();
    const drift = await findDrift({ a: emulator.url, b: `http://127.0.0.1:${live.port}` });
    expect(drift).toMatchObject({ isLive: false, problems: [], differences: [] });
    expect(drift.notCompared.length).toBeGreaterThan(0);
    expect(live.seen.some(({ url }) => url.includes("live_"))).toBe(false);
  });

  it("leave what they are asked as it was, but for the accounts made for it", async () => {
    await using other = await startEmulator({ port: 0 });
    await other.accounts.create({ token: "test_mine", credits: 77 });
    await findDrift({ a: emulator.url, b: other.url });
    const { items } = await other.accounts.list();
    expect(items.map(({ token, credits }) => [token, credits])).toEqual([
      ["test_mine", 77],
      ["test_drift", expect.any(Number)],
    ]);
  });

  it("of which one leads elsewhere differ in the status, and nobody goes there", async () => {
    await using elsewhere = await startStandIn();
    await using leading = await startStandIn({
      mischief: (_seen, response) => {
        response.writeHead(307, { Location: `http://127.0.0.1:${elsewhere.port}/` }).end();
        return true;
      },
    });
    const drift = await findDrift({ a: emulator.url, b: `http://127.0.0.1:${leading.port}` });
    expect(placesOf(drift)).toEqual(["status"]);
    expect(elsewhere.seen).toEqual([]);
  });

  it("say nothing of live, and the report says so", async () => {
    expect(reportLines(await against({})).join("\n")).toContain(
      "live: never verified live; b is on this machine, and says nothing of it",
    );
  });

  it("that are not there are a problem, and no success", async () => {
    const drift = await findDrift({ a: emulator.url, b: "http://127.0.0.1:1" });
    expect(drift.compared).toBe(0);
    expect(drift.problems).toContain("Nothing was compared.");
  });
});

describe("live", () => {
  it("is not asked by anybody who has not allowed it", async () => {
    await using live = await startStandIn();
    const secure = "https://live.example.test";
    await expect(findDrift({ a: emulator.url, b: secure })).rejects.toThrow("Please set PROTEXTING_LIVE=1");
    await expect(findDrift({ a: emulator.url, b: live.url })).rejects.toThrow("is another machine");
    expect(live.seen).toEqual([]);
  });

  it("is never the side that is judged", async () => {
    await using live = await startStandIn();
    const access = { token: TOKEN, resolve: [live.resolve] };
    await expect(findDrift({ a: live.url, b: emulator.url, live: access })).rejects.toThrow(
      "is another machine",
    );
    const secure = { a: "https://live.example.test", b: emulator.url, live: access };
    await expect(findDrift(secure)).rejects.toThrow("it is not on this machine");
    expect(live.seen).toEqual([]);
  });

  it("that answers as the emulator does shows no drift", async () => {
    const { drift, seen } = await againstLive();
    expect(drift).toMatchObject({ differences: [], problems: [], isLive: true, recordedAt: undefined });
    expect(drift.compared).toBeGreaterThan(60);
    expect(reportLines(drift).join("\n")).toContain("live: its shapes were never recorded");
    expect(seen.length).toBeGreaterThan(60);
  });

  it("gets reads, and writes that name nobody", async () => {
    const { seen } = await againstLive();
    for (const { method, url, body } of seen) {
      const names = method === "GET" || !/\d{7}/.test(body) || url.includes("access_token=unknown");
      expect([method, url.split("?")[0], names]).toEqual([method, url.split("?")[0], true]);
    }
  });

  it("makes the emulator wrong where they differ and nobody has recorded live", async () => {
    const { drift } = await againstLive(renamed);
    expect(drift.worst).toBe("emulator-wrong");
    expect(placesOf(drift)).toContain("$.Credits");
  });

  it("has changed where it differs from what was recorded", async () => {
    const { shapesFile } = await againstLive({ record: true });
    const shapes: unknown = JSON.parse(await readFile(shapesFile, "utf8"));
    const { drift: same } = await againstLive({ shapes });
    expect(same).toMatchObject({ differences: [], recordedAt: "2026-01-15T12:00:00.000Z" });
    const { drift } = await againstLive({ ...renamed, shapes });
    expect(drift.worst).toBe("live-changed");
    expect(drift.differences).toContainEqual(
      expect.objectContaining({ where: "$.AvailableCredits", class: "live-changed", recorded: ["integer"] }),
    );
  });

  it("is recorded without the token or any value", async () => {
    const { shapesFile } = await againstLive({ record: true });
    const text = await readFile(shapesFile, "utf8");
    expect(text).not.toMatch(/live_|Canary|Hello World|1646555|test_/);
    expect(text).toContain('"40 hex digits"');
  });

  it("is not recorded from something on this machine", async () => {
    await using other = await startEmulator({ port: 0 });
    const shapesFile = join(folder, "none.json");
    const options = { a: emulator.url, b: other.url, shapesFile, record: true };
    await expect(findDrift(options)).rejects.toThrow("is on this machine");
    await expect(readFile(shapesFile)).rejects.toThrow("ENOENT");
  });

  it("that leads elsewhere is a problem, and is not followed", async () => {
    const { drift } = await againstLive({
      mischief: (_seen, response) => {
        response.writeHead(302, { Location: "http://127.0.0.1:1/" }).end();
        return true;
      },
    });
    expect(drift.compared).toBe(0);
    expect(drift.problems.join("\n")).not.toMatch(/live_|Canary/);
  });
});

describe("a known variance", () => {
  const variances = {
    variances: [
      {
        id: "credits-name",
        what: { request: "credits.balance in JSON", where: "*" },
        reason: "Asked about on 15 January.",
        expires: "2026-02-01",
      },
    ],
  };

  it("is borne until its day, and counts again after it", async () => {
    const { drift } = await againstLive({ ...renamed, variances, day: "2026-02-01" });
    expect(drift.worst).toBe("known-variance");
    expect(drift.differences).toContainEqual(
      expect.objectContaining({ variance: "credits-name", reason: "Asked about on 15 January." }),
    );
    const { drift: later } = await againstLive({ ...renamed, variances, day: "2026-02-02" });
    expect(later.worst).toBe("emulator-wrong");
    expect(later.differences).toContainEqual(expect.objectContaining({ expired: "2026-02-01" }));
    expect(reportLines(later).join("\n")).toContain("(until 2026-02-01, so it counts again)");
  });

  it("covers nothing else", async () => {
    const elsewhere = structuredClone(variances);
    for (const { what } of elsewhere.variances) what.request = "credits.balance in XML";
    const { drift } = await againstLive({ ...renamed, variances: elsewhere });
    expect(drift.worst).toBe("emulator-wrong");
  });

  it.each([
    ["without a day", { ...variances.variances[0], expires: "soon" }, "variances.0.expires"],
    ["without a reason", { ...variances.variances[0], reason: "" }, "variances.0.reason"],
  ])("%s is refused, by place", async (_case, variance, words) => {
    await expect(againstLive({ variances: { variances: [variance] } })).rejects.toThrow(words);
  });
});
