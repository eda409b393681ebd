/** Changes of the account's numbers through the API. Page delete-number. */
import type { Settings } from "../settings.ts";
import type { Account } from "./account.ts";
import { type Refusal, unknownId } from "./refusal.ts";
import type { AccountView, Transition } from "./transition.ts";

/** Refusal of a number that the account does not have. */
export function unknownNumber(asked: string, { numbers }: Account, settings: Settings): Refusal {
  return unknownId(settings, { number: asked }, `One of the account's numbers: ${numbers.join(", ")}.`);
}

/** Takes a number away, the last one too; its keywords stay, and nobody can text them. */
export function deleteNumber(
  number: string | undefined,
  asked: string,
  { account }: AccountView,
  settings: Settings,
): Transition<string | Refusal> {
  if (number === undefined) return { result: unknownNumber(asked, account, settings), effects: [] };
  const numbers = account.numbers.filter((other) => other !== number);
  return { result: number, effects: [{ kind: "numbers", numbers }] };
}
