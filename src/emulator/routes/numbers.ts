/** `numbers/index` and `numbers/view`: what the account sends from. */
import { numberStatuses } from "../../protocol/number-status.ts";
import { maskOwnNumber } from "../../protocol/recipient.ts";
import { vendorDateTime } from "../../protocol/vendor-time.ts";
import type { NumberAnswer } from "../../protocol/wire.ts";
import { type Account, numberStatus } from "../domain/account.ts";
import { byRules } from "../domain/decided.ts";
import { accepted, step } from "../domain/explanation.ts";
import { fill, refusal } from "../domain/refusal.ts";
import { pageAsked, pageSteps, paginationOf } from "../pipeline/paging.ts";
import { requiredParameter } from "../pipeline/query.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import type { Action } from "./route.ts";

export const numbersIndex: Action = async (call, { store, settings }) => {
  const account = await accountOf(store, call.token);
  const asked = pageAsked(call.query, settings);
  const pagination = paginationOf(asked, account.numbers.length);
  const skipped = (pagination.currentPage - 1) * pagination.perPage;
  const shown = account.numbers.slice(skipped, skipped + pagination.perPage);
  return {
    body: shown.map((number) => present(number, account, settings)),
    pagination,
    decided: byRules(
      accepted(
        ...pageSteps(asked, pagination),
        step("numbers.shown", { shown: settings.numbersShown }),
        step("numbers.index", { page: pagination.currentPage, rows: shown.length }),
      ),
    ),
  };
};

export const numbersView: Action = async (call, { store, settings, behaviour, readPhone }) => {
  const asked = requiredParameter(call.query, "number", behaviour);
  const account = await accountOf(store, call.token);
  const number = account.numbers.includes(asked) ? asked : readPhone(asked);
  if (number === undefined || !account.numbers.includes(number)) {
    const { status, message } = settings.errors.unknownId;
    throw refusal(status, fill(message, { id: asked }), {
      rule: "report.unknown-id",
      inputs: { number: asked },
      wouldSucceed: `One of the account's numbers: ${account.numbers.join(", ")}.`,
    });
  }
  return {
    body: present(number, account, settings),
    decided: byRules(
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

/** Pages list-numbers and view-number: field names, order and types. */
function present(number: string, account: Account, { numbersShown }: Settings) {
  const status = numberStatus(account, number);
  const blockedAt = account.numberStates[number]?.blockedAt ?? null;
  return {
    Number: numbersShown === "masked" ? maskOwnNumber(number) : number,
    Status_Id: status,
    Status_Description: numberStatuses[status],
    Blocked_Date: blockedAt === null ? null : vendorDateTime(blockedAt),
  } satisfies NumberAnswer;
}
