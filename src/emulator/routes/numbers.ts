/** `numbers/index`, `view`, `create` and `delete`: what the account sends from. */

import { accountNumber, create, deleteOne, index } from "../../protocol/api/numbers.ts";
import { maskOwnNumber } from "../../protocol/recipient.ts";
import { type Account, numberStatus } from "../domain/account.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { createNumber, deleteNumber, unknownNumber } from "../domain/own-numbers.ts";
import { fieldRefusal, Refusal } from "../domain/refusal.ts";
import {
  type FieldRule,
  integer,
  integerOf,
  mended,
  required,
  text,
  textOf,
  validate,
} from "../framework/form.ts";
import { requiredParameter } from "../framework/query.ts";
import { wanted } from "../framework/wanted.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import { encode } from "./encode.ts";
import { listAction } from "./list-action.ts";
import { ownNumber } from "./own-number.ts";
import type { Action } from "./route.ts";

export const numbersIndex = listAction({
  endpoint: index,
  async source(call, { store, settings }) {
    const account = await accountOf(store, call.token);
    const all = account.numbers.map((number) => ({ number, account }));
    return {
      read: (skip, count) => ({ items: all.slice(skip, skip + count), total: all.length }),
      after: [step("numbers.shown", { shown: settings.numbersShown })],
    };
  },
  values: ({ number, account }, _call, { settings }) => valuesOf(number, account, settings),
  rule: "numbers.index",
});

export const numbersView: Action = async (call, { store, settings, behaviour, readPhone }) => {
  const asked = requiredParameter(call.query, "number", behaviour);
  const account = await accountOf(store, call.token);
  const number = ownNumber(account, asked, { readPhone });
  if (number === undefined) throw unknownNumber(asked, account, settings);
  return {
    body: encode(accountNumber, valuesOf(number, account, settings)),
    decided: fromExplanation(
      accepted(
        step("numbers.shown", { shown: settings.numbersShown }),
        step("numbers.view", { number, status: numberStatus(account, number) }),
      ),
    ),
  };
};

export const numbersCreate: Action = async (call, { store, settings, behaviour, draw }) => {
  const fields = await call.fields();
  const rules = [...countryRules(settings), integer("Prefix", behaviour)];
  const errors = validate(fields, rules);
  if (errors.length > 0) {
    throw fieldRefusal(errors, {
      rule: "numbers.countries",
      inputs: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
      wouldSucceed: mended(fields, rules),
    });
  }
  const country = textOf(fields, "Country").toUpperCase();
  const prefix = String(integerOf(fields, "Prefix") ?? "");
  const { result: number } = await store.transact(call.token, {}, (view) =>
    createNumber({ country, prefix }, view, settings, (count) => draw(call.token, "number", count), call.now),
  );
  if (number instanceof Refusal) throw number;
  const account = await accountOf(store, call.token);
  return {
    body: encode(create.answer.record, valuesOf(number, account, settings)),
    decided: fromExplanation(
      accepted(
        step("numbers.countries", { country, prefix }),
        step("numbers.shown", { shown: settings.numbersShown }),
        step("numbers.create", { number }),
      ),
    ),
  };
};

function countryRules({ newNumbers }: Settings): readonly FieldRule[] {
  const countries = Object.keys(newNumbers);
  return [
    required("Country"),
    text("Country"),
    {
      field: "Country",
      skipsEmpty: true,
      error: (country) =>
        countries.includes(String(country).toUpperCase()) ? undefined : "Country is invalid.",
      wants: (country) => wanted("Country", `that new numbers come from (${countries.join(", ")})`, country),
    },
  ];
}

export const numbersDelete: Action = async (call, { store, settings, behaviour, readPhone }) => {
  const asked = requiredParameter(call.query, "number", behaviour);
  const { result: number } = await store.transact(call.token, {}, (view) =>
    deleteNumber(ownNumber(view.account, asked, { readPhone }), asked, view, settings),
  );
  if (number instanceof Refusal) throw number;
  return {
    body: encode(deleteOne.answer.record, { message: "Number deleted successfully." }),
    decided: fromExplanation(accepted(step("numbers.delete", { number }))),
  };
};

async function accountOf(store: Store, token: string): Promise<Account> {
  const account = await store.account(token);
  if (account === undefined)
    throw new Error("Failed to read the numbers: the account went away during the call.");
  return account;
}

function valuesOf(number: string, account: Account, { numbersShown }: Settings) {
  return {
    number: numbersShown === "masked" ? maskOwnNumber(number) : number,
    status: numberStatus(account, number),
    blockedAt: account.numberStates[number]?.blockedAt ?? null,
  };
}
