import { isBlocked } from "../../../protocol/number-status.ts";
import type { AccountInput } from "../../domain/account.ts";
import type { AccountPatch, NewAccountInput } from "../../types/inputs.ts";
import type { AccountView } from "../../types/views.ts";
import type { List } from "../list.ts";
import { accountPatch, check, invalid, newAccount } from "../schemas.ts";
import { type OperationServices, unknown } from "../services.ts";
import { accountView } from "../views.ts";

export interface AccountOperations {
  list(): Promise<List<AccountView>>;
  /** Creates or replaces; a replaced account's messages go with it. */
  create(input: NewAccountInput): Promise<AccountView>;
  get(token: string): Promise<AccountView>;
  /** Tops up, changes limits and delivery; what is left out stays. */
  patch(token: string, input: AccountPatch): Promise<AccountView>;
}

export function accountOperations({ store, settings }: OperationServices): AccountOperations {
  return {
    async list() {
      const items = (await store.accounts()).map(accountView);
      return { items, total: items.length };
    },
    async create(input) {
      const { token, ...rest } = check(newAccount, input, "body");
      const decided = withTimes(rest, rest.numbers ?? settings.account.numbers, store.now(token));
      return accountView(await store.putAccount(token, decided));
    },
    async get(token) {
      const account = await store.account(token);
      if (account === undefined) throw unknown("account", token);
      return accountView(account);
    },
    async patch(token, input) {
      const checked = check(accountPatch, input, "body");
      const before = await store.account(token);
      if (before === undefined) throw unknown("account", token);
      const decided = withTimes(checked, checked.numbers ?? before.numbers, store.now(token));
      const account = await store.patchAccount(token, decided);
      if (account === undefined) throw unknown("account", token);
      return accountView(account);
    },
  };
}

/**
 * A number that is blocked is so from now on.
 * @throws ProblemError 400 for a number that the account does not have
 */
function withTimes(
  { numberStatus, ...rest }: AccountPatch,
  numbers: readonly string[],
  now: number,
): AccountInput {
  if (numberStatus === undefined) return rest;
  const states = Object.entries(numberStatus);
  const foreign = states.find(([number]) => !numbers.includes(number));
  if (foreign !== undefined) {
    const field = `numberStatus.${foreign[0]}`;
    throw invalid("body", [
      { field, message: `must be one of the account's numbers: ${numbers.join(", ")}` },
    ]);
  }
  return {
    ...rest,
    numberStates: Object.fromEntries(
      states.map(([number, status]) => [number, { status, blockedAt: isBlocked(status) ? now : null }]),
    ),
  };
}
