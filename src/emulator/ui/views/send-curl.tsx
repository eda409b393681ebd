/** Content of an empty view: the command of a first message. */
import type { Child } from "hono/jsx";
import { endpointOf } from "../../../protocol/endpoints.ts";
import { curlOfApi } from "../controls/curl.ts";
import type { ViewRequest } from "../route.ts";

/** A fictional number, which delivers. */
const RECIPIENT = "16465550123";

interface SendCurlProps {
  readonly visit: ViewRequest;
  readonly to?: string;
}

/** Command that sends the account's next message, to paste into a shell. */
export function SendCurl({ visit, to = RECIPIENT }: SendCurlProps) {
  const { path } = endpointOf("sms.send");
  return <Paste>{curlOfApi(visit, "POST", path, { MobilePhone: to, Message: "Hello" })}</Paste>;
}

export function Paste({ children }: { readonly children: Child }) {
  return (
    <pre class="raw curl-line" tabindex={0} role="group" aria-label="curl command">
      {children}
    </pre>
  );
}
