/**
 * How the page names accounts. An access token is never part of an address, where it would end up in the browser's
 * history: a key that follows from it is. What is shown is what the journal shows, but for tokens that are made up.
 */
import { createHash } from "node:crypto";
import { redactToken } from "../control/redact.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import { writtenOut } from "./components/visible-text.tsx";

export interface AccountName {
  readonly token: string;
  /** Of its addresses. */
  readonly key: string;
  /** What people see; of a token that may be somebody's secret, its beginning. */
  readonly label: string;
  readonly isSecret: boolean;
}

export interface AccountNames {
  nameOf(token: string): AccountName;
  /** The account that a key names; undefined when there is none. */
  find(key: string): Promise<AccountName | undefined>;
}

/** Hexadecimal digits of a key: enough that two accounts of an emulator never share one. */
const KEY_LENGTH = 16;
/** Names that are remembered, of accounts that may have gone. */
const REMEMBERED = 1000;
const KEY = /^[0-9a-f]{16}$/;

/** Whether an address may name an account so. */
export function isKey(text: string): boolean {
  return KEY.test(text);
}

/** The token that the vendor prints in its examples. */
const SAMPLE_TOKEN = "your_access_token";

export function accountNames(store: Store, { tenants: { prefix } }: Settings): AccountNames {
  const byKey = new Map<string, AccountName>();
  const byToken = new Map<string, AccountName>();

  function nameOf(token: string): AccountName {
    const known = byToken.get(token);
    if (known !== undefined) return known;
    const key = createHash("sha256").update(token).digest("hex").slice(0, KEY_LENGTH);
    const isMadeUp = token === SAMPLE_TOKEN || (prefix !== "" && token.startsWith(prefix));
    // Two tokens that begin alike would look the same.
    const label = isMadeUp ? writtenOut(token) : `${redactToken(token)} (${key.slice(0, 4)})`;
    const name = { token, key, label, isSecret: !isMadeUp };
    if (byToken.size >= REMEMBERED) {
      byToken.clear();
      byKey.clear();
    }
    byToken.set(token, name);
    byKey.set(key, name);
    return name;
  }

  async function named(key: string): Promise<AccountName | undefined> {
    for (const { token } of await store.accounts()) {
      const name = nameOf(token);
      if (name.key === key) return name;
    }
    return undefined;
  }

  return {
    nameOf,
    async find(key) {
      const name = byKey.get(key) ?? (await named(key));
      if (name === undefined) return undefined;
      if ((await store.account(name.token)) !== undefined) return name;
      byKey.delete(key);
      byToken.delete(name.token);
      return undefined;
    },
  };
}
