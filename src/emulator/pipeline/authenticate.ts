/** Token → account. Recorded: `fixtures/wire/FRAMEWORK.md` section 6; tenants are the emulator's own. */
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import type { Account } from "../domain/account.ts";
import { refusal } from "../domain/refusal.ts";
import type { Store } from "../store/store.ts";
import type { PhpFields } from "./php-fields.ts";

/** @throws Refusal 401, the same for a token that is missing, empty, an array or unknown */
export async function authenticate(
  query: PhpFields,
  store: Store,
  behaviour: FrameworkBehaviour,
): Promise<Account> {
  const token = query["access_token"];
  const account = typeof token === "string" && token !== "" ? await store.admit(token) : undefined;
  if (account !== undefined) return account;
  throw refusal(401, behaviour.unauthorized, {
    rule: "auth.query-token",
    inputs: {
      access_token:
        token === undefined
          ? "missing"
          : typeof token !== "string"
            ? "array"
            : token === ""
              ? "empty"
              : "unknown",
    },
    wouldSucceed:
      "access_token in the query string: your_access_token, any token that starts with test_, or one made with POST /_emulator/accounts.",
  });
}
