/** Stand-in for live, asked by the guarded egress; and its known variances. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { findDrift } from "../../../contracts/drift/drift.ts";
import { reportLines } from "../../../contracts/drift/report.ts";
import { requestsOf } from "../../../contracts/drift/requests.ts";
import { GAP_MS } from "../../../contracts/live/egress/pacing.ts";
import { PACT_FILE, readPact } from "../../../contracts/pact/pact-file.ts";
import { startEmulator } from "../../../src/emulator/index.ts";
import { startStandIn, TOKEN } from "../live/stand-in.ts";
import { NOON, placesOf, renamed, setScene } from "./scene.ts";

const { emulator, file, againstLive } = setScene();

describe("live", () => {
  it("is not asked by anybody who has not allowed it", async () => {
    await using live = await startStandIn();
    const secure = "https://live.example.test";
    await expect(findDrift({ a: emulator().url, b: secure })).rejects.toThrow("Please set PROTEXTING_LIVE=1");
    await expect(findDrift({ a: emulator().url, b: live.url })).rejects.toThrow("is another machine");
    expect(live.seen).toEqual([]);
  });

  it("is never the side that is judged", async () => {
    await using live = await startStandIn();
    const access = { token: TOKEN, resolve: [live.resolve] };
    await expect(findDrift({ a: live.url, b: emulator().url, live: access })).rejects.toThrow(
      "is another machine",
    );
    const secure = { a: "https://live.example.test", b: emulator().url, live: access };
    await expect(findDrift(secure)).rejects.toThrow("it is not on this machine");
    expect(live.seen).toEqual([]);
  });

  it("that answers as the emulator does shows no drift", async () => {
    const { drift, seen } = await againstLive();
    expect(drift).toMatchObject({ differences: [], problems: [], isLive: true, recorded: undefined });
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

  it("is asked at one pace, from the first request to what its answers lead to", async () => {
    const { arrivals, seen } = await againstLive();
    expect(seen.some(({ url }) => url.startsWith("/v1/numbers/view?") && url.endsWith("number=82257"))).toBe(
      true,
    );
    const gaps = arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? at));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(GAP_MS);
  });

  it("is let rest when it says that a limit is used up, before what its answers lead to as well", async () => {
    const firstRound = requestsOf(await readPact(PACT_FILE)).length;
    const { arrivals } = await againstLive({
      mischief: (_seen, response, index) => {
        if (index !== firstRound - 1) return false;
        response.writeHead(429, { "Content-Type": "application/json", "X-Rate-Limit-Reset": "30" }).end("{}");
        return true;
      },
    });
    expect(arrivals.length).toBeGreaterThan(firstRound);
    expect((arrivals[firstRound] ?? 0) - (arrivals[firstRound - 1] ?? 0)).toBe(30_000);
  });

  it("makes the emulator wrong where they differ and nobody has recorded live", async () => {
    const { drift } = await againstLive(renamed);
    expect(drift.worst).toBe("emulator-wrong");
    expect(placesOf(drift)).toContain("$.Credits");
  });

  it("has changed where it differs from what was recorded", async () => {
    const { recorded: shapes } = await againstLive({ record: true });
    const { drift: same } = await againstLive({ shapes });
    expect(same).toMatchObject({ differences: [], recorded: { from: NOON, to: NOON, address: "127.0.0.1" } });
    const { drift } = await againstLive({ ...renamed, shapes });
    expect(drift.worst).toBe("live-changed");
    expect(drift.differences).toContainEqual(
      expect.objectContaining({
        where: "$.AvailableCredits",
        class: "live-changed",
        recorded: ["integer"],
        recordedAt: NOON,
      }),
    );
    expect(reportLines(drift).join("\n")).toContain("| recorded on 2026-01-15 integer");
  });

  it("is recorded without the token or any value", async () => {
    const { shapesFile } = await againstLive({ record: true });
    const text = await readFile(shapesFile, "utf8");
    expect(text).not.toMatch(/live_|Canary|Hello World|1646555|test_/);
    expect(text).toContain('"40 hex digits"');
  });

  it("is not recorded from something on this machine", async () => {
    await using other = await startEmulator({ port: 0 });
    const shapesFile = file("none.json");
    const options = { a: emulator().url, b: other.url, shapesFile, record: true };
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
