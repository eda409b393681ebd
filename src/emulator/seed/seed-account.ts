/** A seeded account without its past: what it is opened with. */
import { isBlocked, type NumberStatusId } from "../../protocol/number-status.ts";
import type { AccountInput, NumberState } from "../domain/account.ts";
import type { SeedAccount } from "../types/seed.ts";
import { seedTime } from "./seed-time.ts";

/** @returns undefined for an account that has the numbers of the settings */
export function ownNumbers({ numbers }: SeedAccount): readonly string[] | undefined {
  return numbers?.map((each) => (typeof each === "string" ? each : each.number));
}

/** @param start milliseconds since 1970 at which it is put in */
export function accountInput(account: SeedAccount, start: number): AccountInput {
  const { credits, numbers, limits, rates, delivery, approval, recipients } = account;
  const { activated, allowedAddresses, forbiddenWords } = account;
  const states = numbers?.flatMap((each) =>
    typeof each === "string" ? [] : [[each.number, numberState(each.status, each.blockedAt, start)] as const],
  );
  const input = {
    credits,
    numbers: ownNumbers(account),
    numberStates: states === undefined ? undefined : Object.fromEntries(states),
    limits,
    activated,
    allowedAddresses,
    forbiddenWords,
    rates,
    delivery,
    approval,
    recipients,
  };
  return structuredClone(input);
}

function numberState(status: NumberStatusId, blockedAt: string | undefined, start: number): NumberState {
  return { status, blockedAt: isBlocked(status) ? seedTime(blockedAt, start) : null };
}
