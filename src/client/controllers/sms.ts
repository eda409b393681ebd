import type { ApiPromise } from "../api-promise.ts";
import type { Call } from "../call.ts";
import type { CallOptions } from "../exchange.ts";
import type { RouteOf } from "../operation.ts";
import {
  type DeliveryReport,
  reportOperation,
  type SendParams,
  type SentMessage,
  sendOperation,
} from "../wire/message.ts";

const sendRoute: RouteOf<"sms.send"> = { method: "POST", path: "/v1/sms/send" };
const reportRoute: RouteOf<"sms.deliveryReport"> = { method: "GET", path: "/v1/sms/delivery-report" };

/** Single messages, SMS and MMS. */
export class Sms {
  readonly #call: Call;

  /** @internal */
  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * Sends one message. At most once: the request is never repeated.
   *
   * Costs credits: in the USA 1 for each part of an SMS, 3 for an MMS. Page send-sms-mms.
   *
   * @throws InvalidInputError, AuthenticationError, InsufficientCreditsError, RateLimitError, RefusedError,
   * NotFoundError: the message was not accepted
   * @throws ConnectionError, AbortError, UnexpectedAnswerError: neither was it
   * @throws SendOutcomeUnknownError: it may have been accepted; look before you send again
   * @example
   * const { id } = await client.sms.send({ mobilePhone: "16465550123", message: "Hello" });
   */
  send(params: SendParams, options?: CallOptions): ApiPromise<SentMessage> {
    return this.#call(sendOperation(sendRoute, params), options);
  }

  /**
   * Where a message is on its way. Only for messages sent through the API. Page delivery-reports.
   *
   * @param id of the message, as `send` returned it
   * @throws NotFoundError when this account sent no such message
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * const { status } = await client.sms.deliveryReport(id);
   * if (status.description === "Delivered") …
   */
  deliveryReport(id: string, options?: CallOptions): ApiPromise<DeliveryReport> {
    return this.#call(reportOperation(reportRoute, id), options);
  }
}
