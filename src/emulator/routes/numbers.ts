/** `numbers/index` and `numbers/view`: what the account sends from. */

import { accountNumber, index } from "../../protocol/api/numbers.ts";
import { maskOwnNumber } from "../../protocol/recipient.ts";
import { type Account, numberStatus } from "../domain/account.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { unknownId } from "../domain/refusal.ts";
import { requiredParameter } from "../framework/query.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import { encode } from "./encode.ts";
import { listAction } from "./list-action.ts";
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
  const number = account.numbers.includes(asked) ? asked : readPhone(asked);
  if (number === undefined || !account.numbers.includes(number)) {
    throw unknownId(
      settings,
      { number: asked },
      `One of the account's numbers: ${account.numbers.join(", ")}.`,
    );
  }
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
