/** Finds the server behind an address, without a token and without following redirects. */
import type { Fetch } from "../client/index.ts";
import { messageOf } from "../shared/error-text.ts";
import { isRecord } from "../shared/is-record.ts";

export type Answering =
  | { readonly who: "emulator"; readonly version: string; readonly control: "open" | "needs its token" }
  | { readonly who: "other"; readonly status: number; readonly server: string | null }
  | Nobody;

export interface Nobody {
  readonly who: "nobody";
  /** Node's error code, like ECONNREFUSED; empty when there is none. */
  readonly code: string;
  readonly says: string;
}

const PATIENCE_MS = 5_000;

/**
 * Asks the emulator's own paths; for another server they are a 404 like any other.
 * @param base without a slash at the end
 */
export async function whoAnswers(base: string, fetch: Fetch): Promise<Answering> {
  try {
    const health = await get(`${base}/_emulator/health/live`, fetch);
    if (health.status !== 200 || (await healthOf(health)) !== "ok") {
      return { who: "other", status: health.status, server: health.headers.get("server") };
    }
    const document = await get(`${base}/_emulator/openapi.json`, fetch);
    if (document.status !== 200) return { who: "emulator", version: "", control: "needs its token" };
    return { who: "emulator", version: versionOf(await document.json()), control: "open" };
  } catch (error) {
    return { who: "nobody", ...reasonOf(error) };
  }
}

/** One request for `/`, to see whether any server answers at all. */
export async function isAnybodyThere(base: string, fetch: Fetch): Promise<Answering> {
  try {
    const { status, headers } = await get(`${base}/`, fetch);
    return { who: "other", status, server: headers.get("server") };
  } catch (error) {
    return { who: "nobody", ...reasonOf(error) };
  }
}

function get(url: string, fetch: Fetch): Promise<Response> {
  return fetch(url, {
    headers: { accept: "application/json" },
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}

async function healthOf(answer: Response): Promise<unknown> {
  const health: unknown = await answer.json().catch(() => undefined);
  return isRecord(health) ? health["status"] : undefined;
}

function versionOf(document: unknown): string {
  const info = isRecord(document) ? document["info"] : undefined;
  return isRecord(info) ? String(info["version"]) : "";
}

/** `fetch` says "fetch failed"; what happened is its cause. */
function reasonOf(error: unknown): { readonly code: string; readonly says: string } {
  if (error instanceof Error && error.name === "TimeoutError")
    return { code: "TIMEOUT", says: "no answer in 5 s" };
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = isRecord(cause) ? String(cause["code"] ?? "") : "";
  return { code, says: messageOf(cause) };
}
