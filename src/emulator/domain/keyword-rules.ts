/** Reserving and removing keywords. Pages reserve-keyword and remove-keyword. */
import type { Settings } from "../settings.ts";
import { type Keyword, takenBy } from "./keyword.ts";
import { fieldRefusal, type Refusal } from "./refusal.ts";
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
  const record = { ...asked, id: nextId("keywords"), reservedAt: now, status: 1 } as const;
  return { result: record, effects: [{ kind: "keep", of: "keywords", record }] };
}
