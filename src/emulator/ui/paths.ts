/** Paths of the page, defined in one place. All except `/` are under the control API's own prefix. */

/** Path of the page beside `/`. */
export const PAGE = "/_emulator/page";

/** Path of one account's views. @param key of the account, see `accounts.ts` */
export function accountPath(key: string, rest = ""): string {
  return `${PAGE}/a/${key}${rest}`;
}

/** Name of the conversation of sends whose recipient cannot be read. */
export const UNREADABLE_NAME = "unreadable";

export function conversationPath(key: string, recipient: string): string {
  return accountPath(key, `/with/${recipient === "" ? UNREADABLE_NAME : recipient}`);
}

/** @param entry as `entryName` writes it */
export function entryPath(key: string, recipient: string, entry: string): string {
  return `${conversationPath(key, recipient)}/${entry}`;
}

/** The path with the parameters that have a value. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}
