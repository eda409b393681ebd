/** What is shown before anybody has called: how to make the first call. */
import { endpointOf } from "../../protocol/endpoints.ts";
import { Document } from "./document.tsx";
import { PAGE, withQuery } from "./paths.ts";

interface WelcomeProps {
  /** Of the emulator, as the browser has it. */
  readonly origin: string;
  /** Id of the newest event. */
  readonly event: number;
}

export function WelcomePage({ origin, event }: WelcomeProps) {
  const call = [
    `curl -X POST '${origin}${endpointOf("sms.send").path}?access_token=test_me'`,
    `  -H 'Content-Type: application/json'`,
    `  -d '{"MobilePhone": "16465550123", "Message": "Hello"}'`,
  ].join(" \\\n");
  return (
    <Document title="Welcome">
      <div id="live" hx-sse:connect={withQuery(`${PAGE}/live`, { after: String(event) })} hx-swap="none" />
      <div
        id="app"
        hx-get={PAGE}
        hx-trigger="changed from:#live"
        hx-select="#app"
        hx-target="this"
        hx-swap="outerMorph"
      >
        <main class="alone wide" id="main">
          <h1>ProTexting emulator</h1>
          <p>
            Nobody has called yet. Any token that starts with <code>test_</code> gets an account of its own at
            first use:
          </p>
          <pre class="raw" tabindex={0}>
            {call}
          </pre>
          <p>
            What is sent shows up here by itself. Without script, <a href={PAGE}>look again</a>.
          </p>
        </main>
      </div>
    </Document>
  );
}
