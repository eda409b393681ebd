/** Placeholders for views with nothing to show. */
import { accountPath } from "../paths.ts";
import type { ViewRequest } from "../route.ts";
import { SendCurl } from "../views/send-curl.tsx";

export function NotFound({ what }: { readonly what: string }) {
  return (
    <section class="pane empty">
      <h2>No such {what}</h2>
      <p>
        The emulator does not have it, or no longer: a reset takes it away, and of very many the oldest go.
      </p>
    </section>
  );
}

export function NothingOpen({ visit }: { readonly visit: ViewRequest }) {
  return (
    <section class="pane thread empty">
      <h2>Choose a conversation</h2>
      <p>
        What <bdi>{visit.account.label}</bdi> sends and receives, as the handset shows it. A message opens to
        why it cost what it cost, or why it was refused.
      </p>
    </section>
  );
}

/** Placeholder of an account without messages. */
export function Empty({ visit }: { readonly visit: ViewRequest }) {
  return (
    <div class="empty">
      <p>Nothing has been sent or received yet. To begin:</p>
      <SendCurl visit={visit} />
      <p>
        <a href={accountPath(visit.account.key)}>Look again</a>
      </p>
    </div>
  );
}
