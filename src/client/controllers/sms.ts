import {
  deleteSingleScheduleMessage,
  deliveryReport,
  singleScheduleMessages,
} from "../../protocol/api/sms.ts";
import { BulkRun } from "../bulk/bulk-run.ts";
import type { BulkItem, BulkOptions } from "../bulk/types.ts";
import type { Core } from "../core.ts";
import type { SendOutcomeUnknownError } from "../errors/errors.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { CallOptions } from "../http/call.ts";
import { type Operation, recordOperation } from "../http/operation.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateBy } from "../paging/paginate.ts";
import type { Reconciled } from "../reconcile.ts";
import type { Acknowledgement, DeliveryReport, ScheduledMessage, SentMessage } from "../records.ts";
import { type ScheduleParams, type SendParams } from "../send-params.ts";
import { scheduleOperation, sendOperation } from "../sending.ts";
import { type DeliveryWait, Wait, type WaitOptions } from "../waiting/wait.ts";

const reportOperation = (id: string): Operation<DeliveryReport> =>
  recordOperation(deliveryReport, "read the delivery report", { id });

const scheduledList = {
  endpoint: singleScheduleMessages,
  purpose: "list the scheduled messages",
  asks: paging,
  paginate: paginateBy<ScheduledMessage>(({ id }) => id),
};

/** Single messages, SMS and MMS. */
export class Sms {
  readonly #core: Core;

  /** @internal */
  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * Sends one message, at most once: the request is made again only after a definite refusal that may pass, a rate
   * limit or a connection that never came about.
   *
   * Costs credits: in the USA 1 for each part of an SMS, 3 for an MMS. Page send-sms-mms.
   *
   * @throws InvalidInputError, AuthenticationError, AccountSetupError, InsufficientCreditsError, RateLimitError,
   * RecipientRefusedError, ContentRefusedError, MediaRefusedError, SenderRefusedError, RefusedError, NotFoundError,
   * RecipientNotAllowedError: the message was not accepted
   * @throws ConnectionError, AbortError, UnexpectedAnswerError: neither was it
   * @throws SendOutcomeUnknownError: it was accepted and its id is unknown, or it may or may not have been accepted
   * @example
   * const { id } = await client.sms.send({ mobilePhone: "16465550123", message: "Hello" });
   */
  send(params: SendParams, options?: CallOptions): ApiPromise<SentMessage> {
    const operation = async () => sendOperation(params);
    return this.#core.call(operation, options, false, this.#core.sent.watch);
  }

  /**
   * Sends a list, each item at most once and as fast as the limits allow. Items to one recipient keep their order; a
   * recipient that has to wait does not hold up the others. With a journal, a run that was stopped or killed goes on
   * where it was: what may have been sent is never sent again.
   *
   * A failed item is a result, not an error of the run. A token that is not accepted, an account that is not set up
   * for the API, too few credits and a configuration that cannot be used stop the run, as the signal does:
   * `summary.stoppedBy` tells.
   *
   * @param items read as they are needed, a bounded number ahead
   * @throws ConfigurationError from the run: options, items or journal cannot be used; nothing further was sent
   * @example
   * const run = client.sms.sendMany(messages, { journal });
   * for await (const { key, outcome } of run) console.log(key, outcome);
   * const { accepted, refused, unknown } = await run;
   */
  sendMany(items: Iterable<BulkItem> | AsyncIterable<BulkItem>, options: BulkOptions = {}): BulkRun {
    return new BulkRun(async (reader) =>
      (await import("../bulk/run.ts")).startRun(items, options, this.#core, reader),
    );
  }

  /**
   * Has one message sent at a time, scheduled at most once as `send` sends: it costs credits then. What the API checks
   * at that time (credits, opt-outs, limits) may still refuse it. Page schedule-single-sms-mms.
   *
   * @throws InvalidInputError when `dateTime` is not written as it should be (nothing was asked then), or has passed
   * @throws SendOutcomeUnknownError: it was scheduled and its id is unknown, or it may or may not have been scheduled;
   * `singleScheduleMessages` tells, not `reconcile`
   * @throws the other errors of `send`: it was not scheduled
   * @example
   * const { id, status } = await client.sms.sendSingleScheduleMessage({
   *   mobilePhone: "16465550123",
   *   message: "Hello",
   *   dateTime: "2030-01-15 07:00:00", // GMT-5
   * });
   */
  sendSingleScheduleMessage(params: ScheduleParams, options?: CallOptions): ApiPromise<ScheduledMessage> {
    return this.#core.call(async () => scheduleOperation(params), options);
  }

  /**
   * The messages that are scheduled and not sent yet, and those that were refused at their time: Action Required (2). The
   * API lists them at once; `page` and `perPage` are passed on in case it has pages. Page list-scheduled-single-sms-mms.
   *
   * @param options of each request; `timeout` is for one page
   * @throws InvalidInputError when `page` or `perPage` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * for await (const { id, scheduledAt, status } of client.sms.singleScheduleMessages()) console.log(id, scheduledAt.date);
   */
  singleScheduleMessages(params: PageParams = {}, options?: CallOptions): ListPromise<ScheduledMessage> {
    return listOf(this.#core.call, scheduledList, params, options);
  }

  /**
   * Deletes a scheduled message, which then is not sent. The request is made again only after a definite refusal that may
   * pass, a rate limit or a connection that never came about: from a second one nobody could tell whether it was deleted
   * or sent. Page delete-scheduled-single-sms-mms, which names no parameter: `id` goes into the query.
   *
   * @param id as `sendSingleScheduleMessage` and the list give it
   * @throws NotFoundError when none of that id is scheduled: it was sent, or deleted, or never there
   * @throws InvalidInputError when `id` is no whole number above 0; nothing was asked then
   * @throws ConnectionError, TimeoutError, ServerError, AbortError, UnexpectedAnswerError: it may have been deleted all
   * the same; `singleScheduleMessages` tells
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * await client.sms.deleteSingleScheduleMessage(id);
   */
  deleteSingleScheduleMessage(id: number, options?: CallOptions): ApiPromise<Acknowledgement> {
    const purpose = "delete the scheduled message";
    const operation = async () =>
      ({
        ...recordOperation(deleteSingleScheduleMessage, purpose, { id }),
        repeatable: false,
      }) as const;
    return this.#core.call(operation, options);
  }

  /**
   * Looks up in the sent history what became of a send, by its recipient, text and time. Reads as many pages as the
   * send is old; within ten seconds of the failure it waits first, so that a late message is not overlooked.
   *
   * @returns `undecidable` rather than a guess: the history masks numbers, so two sends of one text may look alike, and
   * the API may have changed number or text. `not-found` only where no message of that time is near it
   * @throws what `sentHistory.singleList` throws; it can be called again
   * @example
   * try { … } catch (error) {
   *   if (!isProTextingError(error, "SendOutcomeUnknownError")) throw error;
   *   const { outcome } = await client.sms.reconcile(error);
   *   if (outcome === "not-found") … // now it may be sent again
   * }
   */
  async reconcile(error: SendOutcomeUnknownError, options: CallOptions = {}): Promise<Reconciled> {
    const { reconcile } = await import("../reconcile.ts");
    return reconcile(error, options, this.#core);
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
    return this.#core.call(reportOperation(id), options);
  }

  /**
   * Waits until a message has come to its end: awaited, that is its final report; iterated, the present report and
   * then each whose status differs, the final one last. Final are all statuses of the vendor's table but Pending,
   * Bufered and Processed; one that is not in it is reported with its text, and waited on.
   *
   * Reading begins with the call: after each change a second later, then ever more rarely, up to a minute apart. All
   * waits of a client together take at most a tenth of the account's calls, and only what its other calls leave.
   *
   * @param id of the message, as `send` returned it
   * @throws TimeoutError with the `lastReport`, when the delivery has not ended by the deadline
   * @throws AbortError when the signal fires, or the loop over it is left
   * @throws what `deliveryReport` throws, such as NotFoundError for an id that is unknown
   * @example
   * const { status } = await client.sms.waitForDelivery(id, { deadline: 60_000 });
   * for await (const { status } of client.sms.waitForDelivery(id)) console.log(status.description);
   */
  waitForDelivery(id: string, options: WaitOptions = {}): DeliveryWait {
    return new Wait(async (left) => {
      const { waitForDelivery } = await import("../waiting/delivery-wait.ts");
      return waitForDelivery(this.#core, reportOperation(id), options, left);
    });
  }
}
