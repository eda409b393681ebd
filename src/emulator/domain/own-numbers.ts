/** Changes of the account's numbers through the API. Pages create-number and delete-number. */
import { isoTime } from "../../protocol/vendor-time.ts";
import type { Settings } from "../settings.ts";
import type { Account } from "./account.ts";
import { codedRefusal, fieldRefusal, type Refusal, unknownId } from "./refusal.ts";
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

export interface NumberAsked {
  /** ISO 3166-1 alpha-2, one that new numbers come from. */
  readonly country: string;
  /** Digits, with the country code or without; "" for any. */
  readonly prefix: string;
}

/** Draws of one number at most, so that an account with nearly all of a country's numbers is told so in time. */
const MOST_DRAWS = 1000;

/** @param draw hexadecimal digits, others for each count */
export function createNumber(
  { country, prefix }: NumberAsked,
  { account }: AccountView,
  settings: Settings,
  draw: (count: number) => string,
  now: number,
): Transition<string | Refusal> {
  const declined = declinedUntil(account, settings, now);
  if (declined !== undefined) return { result: declined, effects: [] };
  const pattern = settings.newNumbers[country] ?? "";
  for (let count = 0; count < MOST_DRAWS; count++) {
    const number = numberLike(pattern, prefix, draw(count));
    if (number === undefined) break;
    if (account.numbers.includes(number)) continue;
    const numbers = [...account.numbers, number];
    return { result: number, effects: [{ kind: "numbers", numbers, madeAt: now }] };
  }
  const refused = fieldRefusal([{ field: "Prefix", message: "Prefix is invalid." }], {
    rule: "numbers.countries",
    inputs: { country, prefix, pattern },
    wouldSucceed: `A Prefix of numbers like ${pattern}, where X is any digit and N one from 2 on.`,
  });
  return { result: refused, effects: [] };
}

/** Page create-number: an account billed by card gets a number every two minutes. */
function declinedUntil(
  { numberMadeAt }: Account,
  { limits: { newNumberSeconds }, errors }: Settings,
  now: number,
): Refusal | undefined {
  if (numberMadeAt === null || newNumberSeconds === null) return undefined;
  const allowedAt = numberMadeAt + newNumberSeconds * 1000;
  // A clock that was set back counts as no time passed.
  if (now >= allowedAt || now < numberMadeAt) return undefined;
  return codedRefusal(errors.transactionDeclined, {
    rule: "numbers.declined",
    inputs: { madeAt: isoTime(numberMadeAt), seconds: newNumberSeconds },
    wouldSucceed: `The same request from ${isoTime(allowedAt)} on.`,
  });
}

/** @returns undefined when no number of the pattern begins with the prefix */
function numberLike(pattern: string, prefix: string, drawn: string): string | undefined {
  const code = /^\d*/.exec(pattern)?.[0] ?? "";
  return filled(pattern, prefix, drawn) ?? filled(pattern, code + prefix, drawn);
}

function filled(pattern: string, prefix: string, drawn: string): string | undefined {
  if (prefix.length > pattern.length) return undefined;
  let number = "";
  for (const [at, place] of Array.from(pattern).entries()) {
    const asked = prefix[at];
    if (asked !== undefined && !fits(asked, place)) return undefined;
    number += asked ?? digit(place, Number.parseInt(drawn.slice(2 * at, 2 * at + 2), 16));
  }
  return number;
}

function fits(asked: string, place: string): boolean {
  return place === "X" || (place === "N" ? asked >= "2" : asked === place);
}

function digit(place: string, drawn: number): string {
  if (place === "X") return String(drawn % 10);
  return place === "N" ? String(2 + (drawn % 8)) : place;
}
