/** Seeds: what a provider state puts into the emulator, as data, and how it gets there. */
import type { SeedData } from "../../src/emulator/index.ts";

/** A call of the vendor's API. */
export interface CallSeed {
  readonly token: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: object;
}

export interface Seed {
  /** Put through the control API, in place of the accounts of these tokens. */
  readonly data?: SeedData;
  /**
   * Made then, one after the other; each must succeed. Only for what is no data of an account: how much of its limit
   * of calls it has used, and when it got a number.
   */
  readonly calls?: readonly CallSeed[];
  /** Values for the request to verify: `id` of a message, `number` in the history, `token`. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * @param url of the emulator, without a slash at the end
 * @param controlToken needed off loopback
 * @returns the values for the request
 * @throws Error when the emulator does not take it
 */
export async function plant(
  url: string,
  { data, calls = [], values = {} }: Seed,
  controlToken?: string,
): Promise<Record<string, string>> {
  const bearer = controlToken === undefined ? undefined : `Bearer ${controlToken}`;
  if (data !== undefined) await succeed(`${url}/_emulator/seed`, "POST", { body: data, bearer });
  for (const { token, method, path, body } of calls)
    await succeed(`${url}${path}?access_token=${encodeURIComponent(token)}`, method, { body });
  return { ...values };
}

async function succeed(
  url: string,
  method: string,
  { body, bearer }: { readonly body?: unknown; readonly bearer?: string | undefined } = {},
): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      ...(bearer === undefined ? {} : { Authorization: bearer }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return;
  const answer = await response.text();
  throw new Error(
    `Failed to set up a provider state: ${method} ${url} answered ${response.status} ${answer}.`,
  );
}
