/** Services that a run takes from its core. */

import type { Core } from "../core.ts";
import type { SendOutcomeUnknownError } from "../errors/errors.ts";
import { type CallOptions, createCall } from "../http/call.ts";
import type { Settings } from "../options/settings.ts";
import { type Reconciled, reconcile } from "../reconcile.ts";
import type { SentMessage } from "../records.ts";
import { type SendParams } from "../send-params.ts";
import { sendOperation } from "../sending.ts";
import type { SentIds } from "../sent-ids.ts";

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
      createCall(settings)(async () => sendOperation(params), options, false, core.sent.watch),
    reconcile: (error, options) => reconcile(error, options, core),
  };
}
