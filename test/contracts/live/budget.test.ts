/** The budget file. */
import { appendFile, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { openBudget, peekBudget } from "../../../contracts/live/egress/budget.ts";
import { temporaryFolder } from "../../commands/support.ts";

const at = "2026-01-15T12:00:00.000Z";
const reserving = (credits: number) => ({ at, credits, parts: 1, for: "POST /v1/sms/send" });

let file = "";
beforeEach(async () => {
  file = join(await temporaryFolder(), "budget.jsonl");
});

async function spend(...credits: readonly number[]): Promise<void> {
  const budget = await openBudget(file, 1000);
  for (const one of credits) await budget.reserve(reserving(one));
  await budget.close();
}

describe("the budget", () => {
  it("is what all runs with its file may cost together", async () => {
    await spend(3, 4);
    const budget = await openBudget(file, 10);
    expect(budget.reserved()).toBe(7);
    await budget.reserve(reserving(3));
    await expect(budget.reserve(reserving(1))).rejects.toThrow(
      "it may cost 1 credits, and 0 of the budget of 10 are left",
    );
    await budget.close();
    expect(await peekBudget(file)).toBe(10);
  });

  it("is never exceeded, in however many runs", async () => {
    const runs = fc.array(fc.array(fc.nat({ max: 9 }), { maxLength: 5 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(runs, fc.nat({ max: 30 }), async (spent, limit) => {
        await writeFile(file, "");
        let accepted = 0;
        for (const run of spent) {
          const budget = await openBudget(file, limit);
          for (const credits of run) {
            const took = await budget.reserve(reserving(credits)).then(
              () => true,
              () => false,
            );
            expect(took).toBe(accepted + credits <= limit);
            if (took) accepted += credits;
          }
          await budget.close();
        }
        expect(await peekBudget(file)).toBe(accepted);
      }),
      { numRuns: 25 },
    );
  });

  it("is a file that only its owner can read", async () => {
    await spend(1);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it.each([
    ["a cut-off last line", async () => truncate(file, (await stat(file)).size - 5), "line 3"],
    ["a last line without its end", () => appendFile(file, JSON.stringify(reserving(0))), "line 4"],
    [
      "a line that is none of its",
      () => appendFile(file, '{"at":"2026-01-15T12:00:00.000Z","credits":-5,"parts":0,"for":"x"}\n'),
      "line 4",
    ],
    ["an empty line", () => appendFile(file, "\n"), "line 4"],
    ["another first line", async () => writeFile(file, `{}\n${await readFile(file, "utf8")}`), "line 1"],
  ])("is not guessed from a file with %s", async (_what, spoil, line) => {
    await spend(2, 3);
    await spoil();
    await expect(openBudget(file, 10)).rejects.toThrow(`${line} is not one of its lines`);
    await expect(peekBudget(file)).rejects.toThrow(`${line} is not one of its lines`);
  });

  it("is not begun anew when its file cannot be opened", async () => {
    await expect(openBudget(join(file, "below"), 10)).rejects.toThrow("Failed to use the budget file");
    await expect(peekBudget(await temporaryFolder())).rejects.toThrow("is a folder. Please name a file.");
  });

  it("says who has its file, and which lock to delete if that is gone", async () => {
    const lock = `${file}.lock-another-host-1-0`;
    await writeFile(lock, "");
    await expect(openBudget(file, 10)).rejects.toThrow(
      `another run has it: ${file} is in use (by another machine or container, or before this one was started again). Please wait for it, or, if it is gone, delete ${lock}.`,
    );
  });

  it("is not taken for another run's when its folder is not there", async () => {
    const opening = openBudget(join(file, "..", "nowhere", "budget.jsonl"), 10);
    await expect(opening).rejects.toThrow("it cannot be opened, or not be locked (ENOENT)");
  });

  it("is no device, which would keep nothing", async () => {
    const lock = async () => async () => undefined;
    await expect(openBudget("/dev/null", 10, { lock, sync: async () => undefined })).rejects.toThrow(
      "/dev/null is no ordinary file, and would keep nothing",
    );
  });

  it("lets nothing more pass once a line could not be written", async () => {
    let broken = false;
    const budget = await openBudget(file, 10, {
      lock: async () => async () => undefined,
      sync: async () => {
        if (broken) throw new Error("disk full");
      },
    });
    broken = true;
    await expect(budget.reserve(reserving(1))).rejects.toThrow("it could not be written");
    broken = false;
    await expect(budget.reserve(reserving(1))).rejects.toThrow("an earlier line could not be written");
    await budget.close();
  });
});
