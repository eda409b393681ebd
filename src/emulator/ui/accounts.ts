/**
 * Names of accounts on the page. URLs contain a key derived from the access token, never the token, which would end up
 * in the browser's history. The label is the journal's redacted token, or the full one when it is made up.
 */
import { createHash } from "node:crypto";
import { redactToken } from "../control/redact.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import { writtenOut } from "./components/visible-text.tsx";

export interface AccountName {
  readonly token: string;
  /** Key in its URLs. */
  readonly key: string;
  /** Label on the page: the token, or its beginning when it may be a real secret. */
  readonly label: string;
  readonly isSecret: boolean;
}

export interface AccountNames {
  nameOf(token: string): AccountName;
  /** The account that a key names; undefined when there is none. */
  find(key: string): Promise<AccountName | undefined>;
}

/** Hexadecimal digits of a key, enough that two accounts of an emulator never share one. */
const KEY_LENGTH = 16;
/** Names kept, including those of removed accounts. */
const REMEMBERED = 1000;
const KEY = /^[0-9a-f]{16}$/;

/** True when the text has the form of a key. */
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
