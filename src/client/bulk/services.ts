/** What a run uses of its core. */
import { type CallOptions, createCall } from "../call.ts";
import type { Core } from "../core.ts";
import type { SendOutcomeUnknownError } from "../errors.ts";
import type { RouteOf } from "../operation.ts";
import { type Reconciled, reconcile } from "../reconcile.ts";
import type { SentIds } from "../sent-ids.ts";
import type { Settings } from "../settings.ts";
import { type SendParams, type SentMessage, sendOperation } from "../wire/message.ts";

const sendRoute: RouteOf<"sms.send"> = { method: "POST", path: "/v1/sms/send" };

export interface Services {
  readonly settings: Settings;
  readonly sent: SentIds;
  /** `sms.send`, with settings of its own. */
  readonly send: (settings: Settings, params: SendParams, options: CallOptions) => Promise<SentMessage>;
  readonly reconcile: (error: SendOutcomeUnknownError, options: CallOptions) => Promise<Reconciled>;
}

export function servicesOf(core: Core): Services {
  return {
    settings: core.settings,
    sent: core.sent,
    send: (settings, params, options) =>
      createCall(settings)(async () => sendOperation(sendRoute, params), options, false, core.sent.watch),
    reconcile: (error, options) => reconcile(error, options, core),
  };
}
