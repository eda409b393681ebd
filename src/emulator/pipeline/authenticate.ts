/** Token → account. Recorded: `fixtures/wire/FRAMEWORK.md` section 6; tenants are the emulator's own. */
import type { Account } from "../domain/account.ts";
import { refusal } from "../domain/refusal.ts";
import type { PhpFields } from "../framework/php-fields.ts";

/**
 * @param account that the token opens; undefined for none
 * @throws Refusal 401, the same for a token that is missing, empty, an array or unknown
 */
export function authenticate(query: PhpFields, account: Account | undefined): Account {
  if (account !== undefined) return account;
  const token = query["access_token"];
  throw refusal(401, "Your request was made with invalid credentials.", {
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
