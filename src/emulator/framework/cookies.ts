/** Cookies that the framework sets at a login. Recorded: `fixtures/wire/FRAMEWORK.md` sections 1 and 10. */
import type { Draw } from "../runtime/random.ts";

const SESSION_DIGITS = 26;

export function sessionCookie(draw: Draw, token: string): string {
  return `PHPSESSID=${draw(token, "session", 0).slice(0, SESSION_DIGITS)}; path=/; HttpOnly`;
}

/** A hash of 64 digits, and the serialised name and value that it vouches for. */
export function csrfCookie(draw: Draw, token: string): string {
  const drawn = (counter: number): string => draw(token, "csrf", counter).slice(0, 32);
  const pair = `a:2:{i:0;s:5:"_csrf";i:1;s:32:"${drawn(0)}";}`;
  return `_csrf=${drawn(1)}${drawn(2)}${encodeURIComponent(pair)}; path=/; HttpOnly; SameSite=Lax`;
}
