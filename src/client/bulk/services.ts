/** What a run uses of its client. */
import { type Call, type CallOptions, createCall } from "../call.ts";
import type { SendOutcomeUnknownError } from "../errors.ts";
import type { RouteOf } from "../operation.ts";
import { type Reconciled, reconcile } from "../reconcile.ts";
import type { SentIds } from "../sent-ids.ts";
import type { Settings } from "../settings.ts";
import { type SendParams, type SentMessage, sendOperation } from "../wire/message.ts";

const sendRoute: RouteOf<"sms.send"> = { method: "POST", path: "/v1/sms/send" };

export interface Services {
  readonly settings: Settings;
  /** `sms.send`, with settings of its own. */
  readonly send: (settings: Settings, params: SendParams, options: CallOptions) => Promise<SentMessage>;
  readonly reconcile: (error: SendOutcomeUnknownError, options: CallOptions) => Promise<Reconciled>;
}

export interface Client {
  readonly call: Call;
  readonly sent: SentIds;
  readonly settings: Settings;
}

export function servicesOf(client: Client): Services {
  return {
    settings: client.settings,
    send: (settings, params, options) =>
      client.sent.after(createCall(settings)(sendOperation(sendRoute, params), options)),
    reconcile: (error, options) => reconcile(error, options, client),
  };
}
