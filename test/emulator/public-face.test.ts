/** Exports of the package's `./emulator` entry. */
import { describe, expect, it } from "vitest";
import * as face from "../../src/emulator/index.ts";
import { ManualClock, START } from "../support/manual-clock.ts";

const BALANCE = "http://localhost/v1/credits/balance?access_token=test_a";

describe("an emulator in the same process", () => {
  it("answers as fetch does, by URL or Request, and tells its seed and settings", async () => {
    const emulator = face.createEmulator({ seed: "given", settings: { account: { credits: 3 } } });
    expect([emulator.seed, emulator.settings.account.credits]).toEqual(["given", 3]);
    for (const input of [BALANCE, new URL(BALANCE), new Request(BALANCE)]) {
      const answer = await emulator.fetch(input);
      expect([answer.status, answer.statusText, await answer.text()]).toEqual([
        200,
        "OK",
        '{"AvailableCredits":3}',
      ]);
    }
  });

  it("refuses a wrong setting when it is created, by its name", () => {
    expect(() => face.createEmulator({ settings: { account: { credits: -1 } } })).toThrow(
      "Failed to read the settings: account.credits: ",
    );
  });

  it("tells of each answer of the vendor's API, without its query", async () => {
    const told: unknown[] = [];
    const emulator = face.createEmulator({
      clock: new ManualClock(),
      onAnswer: (answered) => told.push(answered),
    });
    await emulator.fetch(BALANCE);
    await emulator.fetch("http://localhost/v1/nope?access_token=test_a", { method: "POST" });
    await emulator.fetch("http://localhost/_emulator/accounts");
    expect(told).toEqual([
      { at: START, method: "GET", path: "/v1/credits/balance", status: 200, decidedBy: "credits.answer" },
      { at: START, method: "POST", path: "/v1/nope", status: 404, decidedBy: "route.unknown" },
    ]);
  });

  it("shares nothing with another one", async () => {
    const [one, other] = [face.createEmulator(), face.createEmulator()];
    await one.fetch(BALANCE);
    const accounts = await (await other.fetch("http://localhost/_emulator/accounts")).json();
    expect(accounts).toEqual({ items: [], total: 0 });
  });
});

describe("an emulator behind a socket", () => {
  it("has the same books under its fetch and its address, and is disposed of by closing", async () => {
    const emulator = await face.startEmulator({ port: 0 });
    await emulator.fetch(BALANCE);
    const accounts = await (await fetch(`${emulator.url}/_emulator/accounts`)).json();
    expect(accounts).toMatchObject({ total: 1, items: [{ token: "test_a" }] });
    await emulator[Symbol.asyncDispose]();
    await expect(fetch(emulator.url)).rejects.toThrow("fetch failed");
  });

  it("runs by the machine's clock when it is given none", async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const answer = await face.createEmulator().fetch(BALANCE);
    const date = Date.parse(answer.headers.get("Date") ?? "");
    expect(date).toBeGreaterThanOrEqual(before);
    expect(date).toBeLessThanOrEqual(Date.now());
  });
});
