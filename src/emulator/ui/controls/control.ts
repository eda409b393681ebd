/** What a lever is: a form, and the call of the control API that it stands for. */
import { type Problem, ProblemError } from "../../control/problem.ts";
import type { MaybePromise } from "../../store/store.ts";
import { accountPath, withQuery } from "../paths.ts";
import type { ActionRoute, ViewRequest, ViewResult } from "../route.ts";
import { type ControlRequest, execute } from "./wish.ts";

export interface Control {
  /** In its address, and of its form. */
  readonly id: string;
  /** What is said when it has been pulled. */
  readonly done: string;
  /** What has to be ticked first, where it takes something away. */
  readonly sure?: string;
  /** The control API's problem in words for this form, where its own name what nobody has typed. */
  readonly retold?: (problem: Problem, form: URLSearchParams) => Problem;
  /** @param form what was typed, or what stands in the form before anybody has */
  readonly wish: (form: URLSearchParams, visit: ViewRequest) => ControlRequest;
}

/** Where a lever stands. */
export interface ControlPlace {
  readonly control: Control;
  /** The view that holds it, shown again when something is wrong. */
  readonly show: (visit: ViewRequest, form: URLSearchParams) => MaybePromise<ViewResult>;
  /** Where the browser goes when it has been pulled; back to the view when left out. */
  readonly next: (visit: ViewRequest, form: URLSearchParams) => MaybePromise<string>;
  /** Bytes of its form. */
  readonly limit?: number;
  /** Path of the view under the account's address; the inbox when left out. */
  readonly view?: string;
}

/** Field that asks for the curl of what is typed, and for nothing else. */
export const ONLY_FIELD = "only";
export const ONLY_CURL = "curl";
export const SURE_FIELD = "sure";
/** Parameter that says which lever has been pulled. */
const DID = "did";

export function controlPath({ account }: ViewRequest, { id }: Control): string {
  return accountPath(account.key, `/levers/${id}`);
}

/** The view of a lever, which then says that it has been pulled. */
export function backTo(path: string, { id }: Control, query: Readonly<Record<string, string>> = {}): string {
  return `${withQuery(path, { ...query, [DID]: id })}#lever-${id}`;
}

export function wasPulled({ query }: ViewRequest, { id }: Control): boolean {
  return query.get(DID) === id;
}

export function controlRoute({ control, show, next, limit, view }: ControlPlace): ActionRoute {
  return {
    method: "post",
    path: `/levers/${control.id}`,
    ...(limit === undefined ? {} : { limit }),
    ...(view === undefined ? {} : { view }),
    async act(visit, form) {
      const again = async (problem?: Problem): Promise<ViewResult> => ({
        ...(await show({ ...visit, draft: { control: control.id, values: form, problem } }, form)),
        status: problem === undefined ? 200 : 422,
        still: true,
        address: (await next(visit, form)).split(/[?#]/, 1)[0] ?? "",
      });
      if (form.get(ONLY_FIELD) === ONLY_CURL) return again();
      if (control.sure !== undefined && form.get(SURE_FIELD) !== "yes") return again(unsure(control.sure));
      try {
        await execute(visit.services, control.wish(form, visit));
      } catch (error) {
        if (error instanceof ProblemError)
          return again(control.retold?.(error.problem, form) ?? error.problem);
        throw error;
      }
      return next(visit, form);
    },
  };
}

function unsure(sure: string): Problem {
  const message = `Please tick “${sure}” first: it cannot be taken back.`;
  return { status: 400, title: "Bad Request", detail: message, errors: [{ field: SURE_FIELD, message }] };
}
