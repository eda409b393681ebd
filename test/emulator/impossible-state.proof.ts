/** Snapshots with numbers that cannot be: refused, or every view of them can be had. */
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../src/emulator/store/snapshot.ts";
import { filled, MADE } from "../support/filled-emulator.ts";

/** Everything that shows times. */
const VIEWS = [
  "messages?limit=10000",
  "journal?limit=10000",
  "accounts",
  "clock",
  `clock?token=${MADE}`,
  ...["templates", "inbox", "contacts"].map((list) => `${list}?token=${MADE}`),
  "page",
];

/** Where a number stands; of the entries of a list the first alone. */
function numbersIn(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === "number") return [at];
  if (typeof value !== "object" || value === null) return [];
  const parts = Object.entries(value);
  return (Array.isArray(value) ? parts.slice(0, 2) : parts).flatMap(([name, part]) =>
    numbersIn(part, [...at, name]),
  );
}

function withNumber(value: unknown, [name, ...rest]: readonly string[], number: number): unknown {
  if (name === undefined || typeof value !== "object" || value === null) return number;
  const replaced = Object.entries(value).map(([key, part]) => [
    key,
    key === name ? withNumber(part, rest, number) : part,
  ]);
  return Array.isArray(value) ? replaced.map(([, part]) => part) : Object.fromEntries(replaced);
}

describe("a snapshot with a number that cannot be", () => {
  it("is refused, or every view of it can be had: whichever number it is", async () => {
    const emulator = await filled();
    const before = await emulator.emulator.snapshot();
    const places = numbersIn(before);
    expect(places.length).toBeGreaterThan(60);
    const fatal: unknown[] = [];
    for (const place of places) {
      for (const number of [-1e300, -9e15, -1, 9e15, 1e300]) {
        const answer = await emulator.control("PUT", "state", withNumber(before, place, number));
        if (answer.status === 400) continue;
        const statuses = await Promise.all(
          VIEWS.map(async (view) => (await emulator.control("GET", view)).status),
        );
        if (statuses.some((status) => status >= 500)) fatal.push([place.join("."), number, statuses]);
      }
    }
    expect(fatal).toEqual([]);
    await emulator.emulator.restore(before);
  }, 120_000);

  it.each([
    ["sentAt", (snapshot: Snapshot) => snapshot.root.order[0]],
    ["createdAt", (snapshot: Snapshot) => snapshot.root.tenants[0]?.templates[0]],
    ["at", (snapshot: Snapshot) => snapshot.root.journal[0]],
  ])("is refused for a time %s that no date of four digits has", async (field, holder) => {
    const emulator = await filled();
    for (const time of [-1, 253_402_300_800_000]) {
      const broken = await emulator.emulator.snapshot();
      Object.assign(holder(broken) ?? {}, { [field]: time });
      const answer = await emulator.control("PUT", "state", broken);
      expect(answer.status).toBe(400);
      expect(answer.text).toContain("must be a time from 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z");
    }
  });
});
