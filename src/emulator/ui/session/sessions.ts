/** Who has logged in to the page. Sessions end with the emulator, with the browser, or when they are ended. */
import { freshSecret } from "../../runtime/random.ts";

/** Sessions kept; beyond it the oldest has to log in again. */
const KEPT = 100;
const COOKIE = "protexting_session";

export class Sessions {
  readonly #ids = new Set<string>();

  /** @returns what a browser is told to keep */
  open(): string {
    const id = freshSecret();
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > KEPT && oldest !== undefined) this.#ids.delete(oldest);
    return cookie(id);
  }

  /** @returns what a browser is told to forget */
  close(cookieHeader: string | undefined): string {
    const id = this.idOf(cookieHeader);
    if (id !== undefined) this.#ids.delete(id);
    return `${cookie("")}; Max-Age=0`;
  }

  /** The session that a request belongs to; undefined when it has none. */
  idOf(cookieHeader: string | undefined): string | undefined {
    const id = readCookie(cookieHeader, COOKIE);
    return id !== undefined && this.#ids.has(id) ? id : undefined;
  }
}

function cookie(id: string): string {
  return `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict`;
}

/** @returns undefined when the browser sends none of that name */
export function readCookie(cookieHeader: string | undefined, name: string): string | undefined {
  for (const pair of cookieHeader?.split(";") ?? []) {
    const [key = "", value] = pair.split("=", 2);
    if (key.trim() === name && value !== undefined) return value.trim();
  }
  return undefined;
}
