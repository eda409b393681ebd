/** The page that asks for the control token, where the emulator is bound to an open address. */
import { Document } from "./document.tsx";
import { PAGE } from "./paths.ts";
import { CSRF_FIELD } from "./session/csrf.ts";

interface LoginProps {
  readonly csrf: string;
  readonly wrong: boolean;
}

export function LoginPage({ csrf, wrong }: LoginProps) {
  return (
    <Document title="Log in">
      <main class="alone">
        <h1>ProTexting emulator</h1>
        <p>It is bound to an address that others can reach, so its page asks for the control token.</p>
        <form class="card" method="post" action={`${PAGE}/login`}>
          <input type="hidden" name={CSRF_FIELD} value={csrf} />
          <label for="token">Control token</label>
          <input
            id="token"
            name="token"
            type="password"
            autocomplete="current-password"
            required
            aria-describedby="token-help"
            aria-invalid={wrong ? "true" : undefined}
          />
          <p id="token-help" class={wrong ? "error" : "hint"}>
            {wrong
              ? "That is not the control token of this emulator. Please try again."
              : "It was printed when the emulator started, or given to it as --control-token."}
          </p>
          <button type="submit">Log in</button>
        </form>
      </main>
    </Document>
  );
}

interface RefusedProps {
  readonly title: string;
  readonly why: string;
}

/** What is said instead of a page. */
export function RefusedPage({ title, why }: RefusedProps) {
  return (
    <Document title={title}>
      <main class="alone">
        <h1>{title}</h1>
        <p>
          <bdi>{why}</bdi>
        </p>
        <p>
          <a href={PAGE}>To the inbox</a>
        </p>
      </main>
    </Document>
  );
}
