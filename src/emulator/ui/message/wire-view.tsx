/** A request and its answer as the journal has them, tokens redacted. */
import { journalView } from "../../control/views.ts";
import type { JournalEntry } from "../../store/types.ts";
import { VisibleText } from "../components/visible-text.tsx";
import type { ViewRequest } from "../route.ts";

/** Characters of a body that are shown. */
const BODY = 8000;

export function Wire({
  visit,
  call,
}: {
  readonly visit: ViewRequest;
  readonly call: JournalEntry | undefined;
}) {
  return (
    <section class="card" aria-labelledby="wire-title">
      <h3 id="wire-title">On the wire</h3>
      {call === undefined ? (
        <p class="hint">
          The journal does not have the request: it keeps the newest ones (setting{" "}
          <code>retention.journal</code>), and what came of a seed or of a resend had none.
        </p>
      ) : (
        <Exchange visit={visit} call={call} />
      )}
    </section>
  );
}

function Exchange({ visit, call }: { readonly visit: ViewRequest; readonly call: JournalEntry }) {
  const { request, response, caller, fault } = journalView(call, visit.services.settings);
  const { fields } = request;
  return (
    <>
      <h4>Request</h4>
      <Raw>{`${request.method} ${request.target}`}</Raw>
      {fields === null || fields === undefined ? (
        <p class="hint">Its body was not read.</p>
      ) : (
        <Raw>{JSON.stringify(fields, null, 2)}</Raw>
      )}
      <h4>Answer</h4>
      {caller.got !== "answer" && (
        <p class="note warn">
          The caller did not get it whole: {caller.got}
          {fault !== null && (
            <>
              {" "}
              (fault <code>{fault}</code>)
            </>
          )}
        </p>
      )}
      <Raw>{[`HTTP/1.1 ${response.status}`, ...headerLines(response.headers)].join("\n")}</Raw>
      <Raw>{response.body}</Raw>
    </>
  );
}

function headerLines(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

function Raw({ children }: { readonly children: string }) {
  return (
    <pre class="raw" tabindex={0}>
      <VisibleText text={children} limit={BODY} />
    </pre>
  );
}
