import type { ApiPromise } from "../api-promise.ts";
import type { CallOptions } from "../call.ts";
import type { Core } from "../core.ts";
import type { List, PageParams } from "../page.ts";
import { checkParams, copyParams, pageNames, perPageNames, templateNames } from "../params.ts";
import { type ApprovalWait, Wait, type WaitOptions } from "../waiting/wait.ts";
import type { MmsTemplate, NewMmsTemplate } from "../wire/mms-templates.ts";

// Loaded when it is first called, so that whoever only sends need not load it.
const wire = () => import("../wire/mms-templates.ts");

/** Media for MMS. Each is created from a link, processed and approved, before it can be sent. */
export class MmsTemplates {
  readonly #core: Core;

  /** @internal */
  constructor(core: Core) {
    this.#core = core;
  }

  /**
   * One page of the account's templates. Past the end it is the last page, so see `page.current`. Page
   * list-mms-templates.
   *
   * @throws InvalidInputError when `page` or `perPage` is no whole number above 0; nothing was asked then
   * @throws any other ProTextingError but InsufficientCreditsError, NotFoundError and SendOutcomeUnknownError
   * @example
   * const { items } = await client.mmsTemplates.list();
   */
  list(params: PageParams = {}, options?: CallOptions): ApiPromise<List<MmsTemplate>> {
    const given = copyParams(params, pageNames);
    return this.#core.call(async () => (await wire()).listTemplatesOperation(given), options);
  }

  /**
   * All the account's templates, one request for each page, made when its first template is asked for. None comes
   * twice; one that is created meanwhile may not come.
   *
   * @param options of each request; `timeout` is for one page
   * @throws the same errors as `list`, from the loop; it can be begun again
   * @example
   * for await (const { id, status } of client.mmsTemplates.iterate()) console.log(id, status.description);
   */
  async *iterate(
    { perPage, ...others }: Pick<PageParams, "perPage"> = {},
    options?: CallOptions,
  ): AsyncGenerator<MmsTemplate, void, undefined> {
    checkParams({ perPage, ...others }, perPageNames, (await wire()).LISTING);
    const { everyRow } = await import("../page.ts");
    yield* everyRow((page) => this.list({ page, perPage }, options));
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
    return this.#core.call(async () => (await wire()).viewTemplateOperation(id), options);
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
    const given = copyParams(params, templateNames);
    return this.#core.call(async () => (await wire()).createTemplateOperation(given), options);
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
      return waitForApproval(this.#core, id, options, left);
    });
  }
}
