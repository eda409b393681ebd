/** A control: a form, and the call of the control API that it makes. */
import { type Problem, ProblemError } from "../../control/problem.ts";
import type { MaybePromise } from "../../store/types.ts";
import { accountPath, withQuery } from "../paths.ts";
import type { ActionRoute, ViewRequest, ViewResult } from "../route.ts";
import { type ControlRequest, execute } from "./control-request.ts";

export interface Control {
  /** Id in its URL and of its form. */
  readonly id: string;
  /** Text shown after it was used. */
  readonly done: string;
  /** Confirmation that must be ticked first, where it deletes something. */
  readonly confirm?: string;
  /** Rewords the control API's problem for this form, where it names fields that the form does not have. */
  readonly retold?: (problem: Problem, form: URLSearchParams) => Problem;
  /** @param form values typed, or the form's initial values */
  readonly request: (form: URLSearchParams, visit: ViewRequest) => ControlRequest;
}

/** Place of a control on the page. */
export interface Placement {
  readonly control: Control;
  /** View that contains it, shown again when the call fails. */
  readonly show: (visit: ViewRequest, form: URLSearchParams) => MaybePromise<ViewResult>;
  /** Where the browser goes after the call; back to the view when left out. */
  readonly next: (visit: ViewRequest, form: URLSearchParams) => MaybePromise<string>;
  /** Most bytes of its form. */
  readonly limit?: number;
  /** Path of the view under the account's URL; the inbox when left out. */
  readonly view?: string;
}

/** Field that requests only the curl of the typed values, without the call. */
export const ONLY_FIELD = "only";
export const ONLY_CURL = "curl";
export const CONFIRM_FIELD = "sure";
/** Parameter that names the control that was used. */
const DID = "did";

export function controlPath({ account }: ViewRequest, { id }: Control): string {
  return accountPath(account.key, `/levers/${id}`);
}

/** URL of a control's view, which then confirms that it was used. */
export function backTo(path: string, { id }: Control, query: Readonly<Record<string, string>> = {}): string {
  return `${withQuery(path, { ...query, [DID]: id })}#lever-${id}`;
}

export function wasUsed({ query }: ViewRequest, { id }: Control): boolean {
  return query.get(DID) === id;
}

export function controlRoute({ control, show, next, limit, view }: Placement): ActionRoute {
  return {
    method: "post",
    path: `/levers/${control.id}`,
    ...(limit === undefined ? {} : { limit }),
    ...(view === undefined ? {} : { view }),
    async act(visit, form) {
      const again = async (problem?: Problem): Promise<ViewResult> => ({
        ...(await show({ ...visit, submitted: { control: control.id, values: form, problem } }, form)),
        status: problem === undefined ? 200 : 422,
        still: true,
        address: (await next(visit, form)).split(/[?#]/, 1)[0] ?? "",
      });
      if (form.get(ONLY_FIELD) === ONLY_CURL) return again();
      if (control.confirm !== undefined && form.get(CONFIRM_FIELD) !== "yes")
        return again(unconfirmed(control.confirm));
      try {
        await execute(visit.services, control.request(form, visit));
      } catch (error) {
        if (error instanceof ProblemError)
          return again(control.retold?.(error.problem, form) ?? error.problem);
        throw error;
      }
      return next(visit, form);
    },
  };
}

function unconfirmed(question: string): Problem {
  const message = `Please tick “${question}” first: it cannot be taken back.`;
  return { status: 400, title: "Bad Request", detail: message, errors: [{ field: CONFIRM_FIELD, message }] };
}
