/** Login page for the control token, where the emulator is not bound to loopback. */
import type { Child } from "hono/jsx";
import { Document } from "./document.tsx";
import { PAGE } from "./paths.ts";
import { hears, type LiveElement, loadedFrom } from "./refresh.ts";
import { CSRF_FIELD } from "./session/csrf.ts";

interface LoginProps {
  readonly again: string | undefined;
  readonly csrf: string;
  readonly wrong: boolean;
}

export function LoginPage({ csrf, wrong, again }: LoginProps) {
  return (
    <Alone title="Log in" again={again}>
      <h1>ProTexting emulator</h1>
      <p>It was given a control token, or others can reach its address, so its page asks for that token.</p>
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
            : "It was printed when the emulator started, unless it was given one: in PROTEXTING_EMULATOR_CONTROL_TOKEN, or as controlToken of its config file."}
        </p>
        <button type="submit">Log in</button>
      </form>
    </Alone>
  );
}

interface RefusedProps {
  readonly title: string;
  readonly why: string;
  readonly again: string | undefined;
  /** Makes the page live, when the missing account may come back. */
  readonly live?: LiveElement | undefined;
}

/** Page shown in place of a refused one. */
export function RefusedPage({ title, why, again, live }: RefusedProps) {
  return (
    <Alone title={title} again={again} live={live}>
      <h1>{title}</h1>
      <p>
        <bdi>{why}</bdi>
      </p>
      <p>
        <a href={PAGE}>To the inbox</a>
      </p>
    </Alone>
  );
}

interface AloneProps {
  readonly title: string;
  /** URL it is reloaded from, when it replaced a live page; undefined for the answer to a form. */
  readonly again: string | undefined;
  readonly live?: LiveElement | undefined;
  readonly children?: Child;
}

/** A page without the frame. */
function Alone({ title, again, live, children }: AloneProps) {
  return (
    <Document title={title}>
      {live && <div {...hears(live)} />}
      <div id="app" {...(again === undefined ? {} : loadedFrom(again))}>
        <main class="alone" id="main" tabindex={-1}>
          {children}
        </main>
      </div>
    </Document>
  );
}
