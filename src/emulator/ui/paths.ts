/** Addresses of the page, written in one place. All beside `/` lie under the control API's own prefix. */

/** Where the page lies beside `/`. */
export const PAGE = "/_emulator/page";

/** What people see of one account. @param key of the account, see `accounts.ts` */
export function accountPath(key: string, rest = ""): string {
  return `${PAGE}/a/${key}${rest}`;
}

/** A conversation; the name stands for the sends whose recipient cannot be read. */
export const UNREADABLE_NAME = "unreadable";

export function threadPath(key: string, recipient: string): string {
  return accountPath(key, `/with/${recipient === "" ? UNREADABLE_NAME : recipient}`);
}

/** @param entry as `entryName` writes it */
export function entryPath(key: string, recipient: string, entry: string): string {
  return `${threadPath(key, recipient)}/${entry}`;
}

/** The path with the parameters that have a value. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}
