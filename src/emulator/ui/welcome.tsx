/** Page shown before the first call, with the command that makes it. */
import { endpointOf } from "../../protocol/endpoints.ts";
import { curlOfToken } from "./controls/curl.ts";
import { Document } from "./document.tsx";
import { PAGE } from "./paths.ts";
import { hears, loadedFrom } from "./refresh.ts";

interface WelcomeProps {
  /** Origin of the emulator as the browser sees it. */
  readonly origin: string;
  /** See `page-mark.ts`. */
  readonly mark: string;
}

export function WelcomePage({ origin, mark }: WelcomeProps) {
  const { path } = endpointOf("sms.send");
  const call = curlOfToken(origin, "test_me", "POST", path, { MobilePhone: "16465550123", Message: "Hello" });
  return (
    <Document title="Welcome">
      <div {...hears({ mark })} />
      <div id="app" {...loadedFrom(PAGE)}>
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
