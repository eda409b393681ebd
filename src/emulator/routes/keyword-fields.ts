/** The keyword and the number that the calls of `keyword` take, in the body or in the query. */
import type { EvidenceId } from "../../protocol/evidence/ledger.ts";
import type { FieldError } from "../../protocol/refused.ts";
import type { Account } from "../domain/account.ts";
import { hasKeywordForm, KEYWORD_LENGTH } from "../domain/keyword.ts";
import { fieldRefusal, type Refusal } from "../domain/refusal.ts";
import { type FieldRule, integer, mended, required, text, textOf, validate } from "../framework/form.ts";
import { type Fields, fieldOf } from "../framework/read-body.ts";
import { wanted } from "../framework/wanted.ts";
import { ownNumber } from "./own-number.ts";
import type { Services } from "./route.ts";

/** The vendor's names of the two. */
interface Names {
  readonly keyword: string;
  readonly number: string;
}

export interface KeywordAsked {
  readonly keyword: string;
  /** One of the account's numbers. */
  readonly number: string;
}

type Reading = Pick<Services, "settings" | "behaviour" | "readPhone">;

/**
 * @param further rules on other fields
 * @returns a Refusal 422 that names each field in error
 */
export function readKeyword(
  fields: Fields,
  names: Names,
  account: Account,
  reading: Reading,
  further: readonly FieldRule[] = [],
): KeywordAsked | Refusal {
  const rules = [...rulesOf(names, account, reading), ...further];
  const errors = validate(fields, rules);
  const number = ownNumber(account, fieldOf(fields, names.number), reading);
  if (errors.length === 0 && number !== undefined) return { keyword: textOf(fields, names.keyword), number };
  const [first] = errors;
  return fieldRefusal(errors, {
    rule: ruleOf(first, names),
    inputs: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    wouldSucceed: mended(fields, rules),
  });
}

function ruleOf(first: FieldError | undefined, names: Names): EvidenceId {
  if (first?.field === names.number) return "keyword.number";
  if (first?.field !== names.keyword) return "keyword.autoreply-length";
  return first.message.endsWith("is invalid.") ? "keyword.form" : "keyword.length";
}

/** In the order of the pages' tables. */
function rulesOf({ keyword, number }: Names, account: Account, reading: Reading): readonly FieldRule[] {
  const { settings, behaviour } = reading;
  return [
    required(keyword),
    text(keyword, undefined, KEYWORD_LENGTH),
    {
      field: keyword,
      skipsEmpty: true,
      error: (word) => (hasKeywordForm(String(word), settings) ? undefined : "Keyword is invalid."),
      wants: (word) => wanted(keyword, "of letters and digits, at most 50", word),
    },
    required(number),
    integer(number, behaviour),
    {
      field: number,
      skipsEmpty: true,
      error: (asked) =>
        ownNumber(account, asked, reading) === undefined ? settings.errors.numberNotOwned : undefined,
      wants: (asked) => wanted(number, `of the account (${account.numbers.join(", ")})`, asked),
    },
  ];
}
