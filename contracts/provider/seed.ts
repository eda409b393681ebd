/** Seeds: what a provider state puts into the emulator, as data, and how it gets there. */

/** An account as the control API takes it. */
export interface AccountSeed {
  readonly token: string;
  /** Credits it can spend. */
  readonly credits: number;
  /** Its short codes and long numbers. */
  readonly numbers: readonly string[];
  /** Of the numbers that are not Active: ids of statuses. */
  readonly numberStatus?: Readonly<Record<string, number>>;
  readonly limits: { readonly rate: RateSeed; readonly perRecipient: RateSeed };
  readonly delivery: { readonly mode: "immediate" | "time" };
  /** Of templates; they end as the name of their file says, or Approved. */
  readonly approval: { readonly mode: "immediate" | "manual" };
}

interface RateSeed {
  readonly limit: number;
  readonly windowSeconds: number;
}

/** What a handset writes, as the control API takes it. */
export interface InboundSeed {
  readonly token: string;
  readonly from: string;
  readonly message: string;
}

/** A call of the vendor's API. */
export interface CallSeed {
  readonly token: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: Readonly<Record<string, string | number>>;
}

export interface Seed {
  /** Put through the control API, in place of the accounts of these tokens. */
  readonly accounts?: readonly AccountSeed[];
  /** Written then, one after the other. */
  readonly inbound?: readonly InboundSeed[];
  /** Made then, one after the other; each must succeed. */
  readonly calls?: readonly CallSeed[];
  /** Values for the request to verify. The `Id` that a call answered with comes as `id`, a figure as `number`. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * @param url of the emulator, without a slash at the end
 * @returns the values for the request
 * @throws Error when the emulator does not take it
 */
export async function plant(url: string, seed: Seed): Promise<Record<string, string>> {
  const values: Record<string, string> = { ...seed.values };
  for (const account of seed.accounts ?? []) await succeed(`${url}/_emulator/accounts`, "POST", account);
  for (const written of seed.inbound ?? []) await succeed(`${url}/_emulator/inbound`, "POST", written);
  for (const { token, method, path, body } of seed.calls ?? []) {
    const answer = await succeed(`${url}${path}?access_token=${encodeURIComponent(token)}`, method, body);
    const id = /"Id":"([0-9a-f]{40})"/.exec(answer)?.[1];
    const number = /"Id":(\d+)/.exec(answer)?.[1];
    if (id !== undefined) values["id"] = id;
    if (number !== undefined) values["number"] = number;
  }
  return values;
}

async function succeed(url: string, method: string, body: unknown): Promise<string> {
  const response = await fetch(url, {
    method,
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (response.ok) return answer;
  throw new Error(
    `Failed to set up a provider state: ${method} ${url} answered ${response.status} ${answer}.`,
  );
}
