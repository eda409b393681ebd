/**
 * The old API's push of a received message: the URL that is requested, and where pushes may go.
 *
 * Source: the old API page: GET with `number`, `message`, `keyword` for replies to an auto-reply alone,
 * `carrier_code` and `carrier`, in the order of its sample.
 */
import type { Settings } from "../settings.ts";
import type { InboundMessage } from "./inbox.ts";

export interface Carrier {
  readonly code: string;
  readonly name: string;
}

/** @returns undefined when the settings ask for no push */
export function pushAddress(
  { from, text, keyword }: InboundMessage,
  carrier: Carrier | undefined,
  { inboundPush }: Pick<Settings, "inboundPush">,
): string | undefined {
  if (inboundPush.url === null) return undefined;
  const address = new URL(inboundPush.url);
  const { searchParams } = address;
  searchParams.append("number", from);
  searchParams.append("message", text);
  if (keyword !== null) searchParams.append("keyword", keyword.name);
  searchParams.append("carrier_code", carrier?.code ?? inboundPush.carrierCode);
  searchParams.append("carrier", carrier?.name ?? inboundPush.carrier);
  return address.href;
}

/** Error in the URL of a push; undefined when it is allowed. */
export function pushTargetError(url: string, anyHost: boolean): string | undefined {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || !/^https?:$/.test(target.protocol)) return "must be an http or https address";
  const isLoopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(target.hostname);
  if (isLoopback || anyHost) return undefined;
  return "must be on loopback (127.0.0.1, [::1], localhost), unless inboundPush.anyHost is true";
}
