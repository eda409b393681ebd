/** `numbers/index`, `view` and `delete`: what the account sends from. */

import { accountNumber, deleteOne, index } from "../../protocol/api/numbers.ts";
import { maskOwnNumber } from "../../protocol/recipient.ts";
import { type Account, numberStatus } from "../domain/account.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { deleteNumber, unknownNumber } from "../domain/own-numbers.ts";
import { Refusal } from "../domain/refusal.ts";
import { requiredParameter } from "../framework/query.ts";
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
