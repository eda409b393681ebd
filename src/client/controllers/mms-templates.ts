import { create, index, view } from "../../protocol/api/mms-template.ts";
import type { Core } from "../core.ts";
import type { ApiPromise } from "../http/api-promise.ts";
import type { CallOptions } from "../http/call.ts";
import { type Operation, recordOperation } from "../http/operation.ts";
import { checkParams, copyParams } from "../options/params.ts";
import { type ListPromise, listOf } from "../paging/list-promise.ts";
import { type PageParams, paging } from "../paging/page.ts";
import { paginateBy } from "../paging/paginate.ts";
import type { MmsTemplate } from "../records.ts";
import { type ApprovalWait, Wait, type WaitOptions } from "../waiting/wait.ts";

export interface NewMmsTemplate {
  /** Link to the media with http or https: a jpg, gif, bmp, png or tiff of at most 70 MB. */
  readonly resourceLink: string;
  readonly name?: string | undefined;
}

const list = {
  endpoint: index,
  purpose: "list the MMS templates",
  asks: paging,
  paginate: paginateBy<MmsTemplate>(({ id }) => id),
};

const viewOperation = (id: number): Operation<MmsTemplate> =>
  recordOperation(view, "read the MMS template", { id });

/** Media for MMS. Each is created from a link, processed and approved, before it can be sent. */
export class MmsTemplates {
  readonly #core: Core;

  /** @internal */
  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * The account's templates: awaited one page, iterated all of them. Past the end it is the last page, so see
   * `page.current`. Page list-mms-templates.
   *
   * @param options of each request; `timeout` is for one page
   * @throws InvalidInputError when `page` or `perPage` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { items } = await client.mmsTemplates.list();
   * for await (const { id, status } of client.mmsTemplates.list()) console.log(id, status.description);
   */
  list(params: PageParams = {}, options?: CallOptions): ListPromise<MmsTemplate> {
    return listOf(this.#core.call, list, params, options);
  }

  /**
   * One of the account's templates. Page view-mms-template.
   *
   * @throws NotFoundError when the account has no such template
   * @throws InvalidInputError when `id` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError and SendOutcomeUnknownError
   * @example
   * const { status } = await client.mmsTemplates.view(10586);
   */
  view(id: number, options?: CallOptions): ApiPromise<MmsTemplate> {
    return this.#core.call(async () => viewOperation(id), options);
  }

  /**
   * Makes a template of the media under a link, at most once: the request is made again only after a definite refusal
   * that may pass, a rate limit or a connection that never came about. It costs no credits. Page create-mms-template.
   *
   * @throws InvalidInputError when the link is none, or to nothing that an MMS can be made of
   * @throws ConnectionError, TimeoutError, ServerError, AbortError, UnexpectedAnswerError: it may have been made all
   * the same; `list` tells
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { id } = await client.mmsTemplates.create({ resourceLink: "https://example.com/sale.png", name: "Sale" });
   */
  create(params: NewMmsTemplate, options?: CallOptions): ApiPromise<MmsTemplate> {
    const purpose = "create the MMS template";
    const given = copyParams(params, create.asks);
    const operation = async () =>
      ({
        ...recordOperation(create, purpose, checkParams(given, create.asks, purpose)),
        repeatable: false,
      }) as const;
    return this.#core.call(operation, options);
  }

  /**
   * Waits until a template can be sent or never will: awaited, that is the template in its final state, which may as
   * well be Rejected (4) or Processed Failed (5), so look at its status; iterated, the present state and then each
   * that differs, the final one last. A state that is not in the vendor's table is reported with its text, and waited
   * on.
   *
   * Reads as `sms.waitForDelivery` does, in the background and ever more rarely.
   *
   * @throws TimeoutError with the `lastTemplate`, when nothing is decided by the deadline: 10 minutes unless said
   * @throws AbortError when the signal fires, or the loop over it is left
   * @throws what `view` throws, such as NotFoundError for an id that is unknown
   * @example
   * const { id, status } = await client.mmsTemplates.waitForApproval(10586, { deadline: 3_600_000 });
   * if (status.description === "Approved") …
   */
  waitForApproval(id: number, options: WaitOptions = {}): ApprovalWait {
    return new Wait(async (left) => {
      const { waitForApproval } = await import("../waiting/approval-wait.ts");
      return waitForApproval(this.#core, viewOperation(id), options, left);
    });
  }
}
