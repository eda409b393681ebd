import type { AccountInput } from "../../domain/account.ts";
import type { NewAccountInput } from "../inputs.ts";
import { accountPatch, check, newAccount } from "../schemas.ts";
import { type OperationServices, unknown } from "../services.ts";
import { type AccountView, accountView } from "../views.ts";

export interface List<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface AccountOperations {
  list(): Promise<List<AccountView>>;
  /** Creates or replaces; a replaced account's messages go with it. */
  create(input: NewAccountInput): Promise<AccountView>;
  get(token: string): Promise<AccountView>;
  /** Tops up, changes limits and delivery; what is left out stays. */
  patch(token: string, input: AccountInput): Promise<AccountView>;
}

export function accountOperations({ store }: OperationServices): AccountOperations {
  return {
    async list() {
      const items = (await store.accounts()).map(accountView);
      return { items, total: items.length };
    },
    async create(input) {
      const { token, ...rest } = check(newAccount, input, "body");
      return accountView(await store.putAccount(token, rest));
    },
    async get(token) {
      const account = await store.account(token);
      if (account === undefined) throw unknown("account", token);
      return accountView(account);
    },
    async patch(token, input) {
      const account = await store.patchAccount(token, check(accountPatch, input, "body"));
      if (account === undefined) throw unknown("account", token);
      return accountView(account);
    },
  };
}
