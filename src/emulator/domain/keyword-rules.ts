/** Reserving and removing keywords. Pages reserve-keyword and remove-keyword. */
import type { Settings } from "../settings.ts";
import { type Keyword, keywordOn, takenBy } from "./keyword.ts";
import { fieldRefusal, type Refusal, unknownId } from "./refusal.ts";
import type { AccountView, Transition } from "./transition.ts";

/** Reserves a word that may be one, on one of the account's numbers. */
export function reserveKeyword(
  asked: Pick<Keyword, "keyword" | "number" | "autoreply">,
  { records: { keywords }, nextId }: AccountView,
  settings: Settings,
  now: number,
): Transition<Keyword | Refusal> {
  const taken = takenBy(asked, keywords, settings);
  if (taken !== undefined) {
    const refused = fieldRefusal([{ field: "Keyword", message: settings.errors.keywordTaken }], {
      rule: "keyword.taken",
      inputs: { keyword: asked.keyword, number: asked.number, takenBy: taken },
      wouldSucceed: "A Keyword that keyword/check-availability answers with Status_Id 1 on that number.",
    });
    return { result: refused, effects: [] };
  }
  const record = { ...asked, id: nextId("keywords"), reservedAt: now, status: 1, alreadyIn: null } as const;
  return { result: record, effects: [{ kind: "keep", of: "keywords", record }] };
}

/** Removes a keyword, whether the account still has its number or not. */
export function removeKeyword(
  { keyword, number }: Pick<Keyword, "keyword" | "number">,
  { records: { keywords } }: AccountView,
  settings: Settings,
): Transition<Keyword | Refusal> {
  const found = keywordOn(keywords, keyword, number);
  if (found !== undefined)
    return { result: found, effects: [{ kind: "drop", of: "keywords", id: found.id }] };
  const known = "A keyword of keyword/index with the number that it is of.";
  return { result: unknownId(settings, { keyword, number }, known, "keyword.unknown"), effects: [] };
}
