/**
 * The client's public face. Runs wherever `fetch` does: Node, browsers, workers.
 *
 * @example
 * import { ProTexting } from "protexting-toolkit";
 *
 * const client = new ProTexting({ accessToken: process.env.PROTEXTING_ACCESS_TOKEN });
 * const { id } = await client.sms.send({ mobilePhone: "16465550123", message: "Hello" });
 */

export type { Format } from "../protocol/wire.ts";
export { ApiPromise, type WithResponse } from "./api-promise.ts";
export { ProTexting } from "./client.ts";
export type { Credits } from "./controllers/credits.ts";
export type { SentHistory } from "./controllers/sent-history.ts";
export type { Sms } from "./controllers/sms.ts";
export type { SmsSimple } from "./controllers/sms-simple.ts";
export type { Sleep } from "./deadline.ts";
export {
  AbortError,
  type AnyProTextingError,
  AuthenticationError,
  ConfigurationError,
  ConnectionError,
  type ErrorDetails,
  InsufficientCreditsError,
  type InvalidField,
  InvalidInputError,
  isProTextingError,
  NotFoundError,
  ProTextingError,
  RateLimitError,
  RefusedError,
  SendOutcomeUnknownError,
  ServerError,
  TimeoutError,
  UnexpectedAnswerError,
} from "./errors.ts";
export type { CallOptions } from "./exchange.ts";
export type { LogDetails, Logger } from "./log.ts";
export type { ProTextingOptions } from "./options.ts";
export type { List, Page, PageParams } from "./page.ts";
export type { RateLimit } from "./rate-limit.ts";
export type { Clock, Fetch } from "./settings.ts";
export type { Balance } from "./wire/credits.ts";
export type {
  DeliveryReport,
  DeliveryStatus,
  SendParams,
  SentMessage,
  SimpleSendParams,
} from "./wire/message.ts";
export type { MessageType, SentHistoryMessage, VendorTime } from "./wire/sent-history.ts";
