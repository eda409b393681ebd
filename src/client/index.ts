/**
 * The client's public face. Runs wherever `fetch` does: Node, browsers, workers.
 *
 * @example
 * import { ProTexting } from "protexting-toolkit";
 *
 * const client = new ProTexting({ accessToken: process.env.PROTEXTING_ACCESS_TOKEN });
 * const { id } = await client.sms.send({ mobilePhone: "16465550123", message: "Hello" });
 */

export type {
  Coded,
  Coded as DeliveryStatus,
  Coded as MessageType,
  Coded as MmsTemplateStatus,
  Coded as NumberStatus,
  VendorTime,
} from "../protocol/api/values.ts";
export type { Format } from "../protocol/format.ts";
export type { TenDigits } from "../protocol/recipient.ts";
export { BulkRun } from "./bulk/bulk-run.ts";
export type { Journal, JournalEntry } from "./bulk/journal.ts";
export type { BulkItem, BulkOptions, BulkProgress, BulkResult, BulkSummary } from "./bulk/types.ts";
export type * from "./client.ts";
export { ProTexting } from "./client.ts";
export type { ContactChange, Contacts, NewContact } from "./controllers/contacts.ts";
export type { CustomContactFields, NewCustomContactField } from "./controllers/custom-contact-fields.ts";
export type { GroupChange, Groups, NewGroup } from "./controllers/groups.ts";
export type { Inbox, InboxFilter } from "./controllers/inbox.ts";
export type { NewKeyword } from "./controllers/keywords.ts";
export type { MmsTemplates, NewMmsTemplate } from "./controllers/mms-templates.ts";
export type { NewNumber } from "./controllers/numbers.ts";
export {
  AbortError,
  AccountSetupError,
  type AnyProTextingError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  ContentRefusedError,
  type ErrorDetails,
  InsufficientCreditsError,
  type InvalidField,
  InvalidInputError,
  isProTextingError,
  MediaRefusedError,
  NotFoundError,
  ProTextingError,
  RateLimitError,
  type RateLimitScope,
  RecipientNotAllowedError,
  RecipientRefusedError,
  RefusedError,
  SenderRefusedError,
  SendOutcomeUnknownError,
  ServerError,
  TimeoutError,
  UnexpectedAnswerError,
  type UnsettledSend,
} from "./errors/errors.ts";
export type { Characters, DoubledCharacter, ForcingCharacter } from "./estimate/characters.ts";
export type { EstimateWarning, EstimateWarningCode } from "./estimate/types.ts";
export { type BothFigures, type Estimate } from "./estimate/types.ts";
export { type EstimateOptions, type EstimateParams, estimate } from "./estimate.ts";
export { ApiPromise } from "./http/api-promise.ts";
export type { CallOptions } from "./http/call.ts";
export type { Clock, Sleep } from "./http/deadline.ts";
export type { RateLimit } from "./http/rate-limit.ts";
export type { WithResponse } from "./http/with-response.ts";
export { type InboundPush, parseInboundPush } from "./inbound-push.ts";
export type { AllowRecipients } from "./options/allow-recipients.ts";
export type { Hooks, RequestInfo, ResponseInfo, RetryInfo, WaitInfo } from "./options/hooks.ts";
export type { LogDetails, Logger } from "./options/log.ts";
export type { ProTextingOptions } from "./options/options.ts";
export type { Fetch } from "./options/settings.ts";
export { createLimiter } from "./pacing/limiter.ts";
export type { Limiter, Permit, PermitRequest, Refused, Settled } from "./pacing/types.ts";
export { ListPromise } from "./paging/list-promise.ts";
export type { List, Page, PageParams } from "./paging/page.ts";
export type { Reconciled } from "./reconcile.ts";
export type * from "./records.ts";
export type { AnySendParams, ScheduleParams, SendParams, SimpleSendParams } from "./send-params.ts";
export type { ApprovalWait, DeliveryWait, WaitOptions } from "./waiting/wait.ts";
