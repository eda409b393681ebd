/** Sessions of logins to the page. They end with the emulator, with the browser, or by logging out. */
import { parse } from "hono/utils/cookie";
import { freshSecret } from "../../runtime/random.ts";

/** Sessions kept; beyond it the oldest has to log in again. */
const KEPT = 100;
const COOKIE = "protexting_session";

export class Sessions {
  readonly #ids = new Set<string>();

  /** @returns Set-Cookie value that stores the session */
  open(): string {
    const id = freshSecret();
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > KEPT && oldest !== undefined) this.#ids.delete(oldest);
    return cookie(id);
  }

  /** @returns Set-Cookie value that deletes the session */
  close(cookieHeader: string | undefined): string {
    const id = this.idOf(cookieHeader);
    if (id !== undefined) this.#ids.delete(id);
    return `${cookie("")}; Max-Age=0`;
  }

  /** Session of a request; undefined when it has none. */
  idOf(cookieHeader: string | undefined): string | undefined {
    const id = readCookie(cookieHeader, COOKIE);
    return id !== undefined && this.#ids.has(id) ? id : undefined;
  }
}

function cookie(id: string): string {
  return `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict`;
}

/** @returns undefined when the browser sent no cookie of that name */
export function readCookie(cookieHeader: string | undefined, name: string): string | undefined {
  return parse(cookieHeader ?? "", name)[name];
}
