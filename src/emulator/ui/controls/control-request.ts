/**
 * A control's call of the control API, found in the same table that HTTP is served from. So a control can do nothing
 * that the control API cannot, and the curl beside it is the same call by construction.
 */
import { type ControlCall, controlCalls } from "../../control/calls.ts";
import type { PageServices } from "../page-services.ts";

export interface ControlRequest {
  readonly method: ControlCall["method"];
  /** Path as in the table, like `/messages/{id}/status`. */
  readonly path: string;
  /** Value of the path's parameter. */
  readonly id?: string | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  /** Name of the file that contains the body, for the curl. */
  readonly bodyFile?: string;
  /** Name of the file that the answer is saved to, for the curl. */
  readonly answerFile?: string;
}

/** @throws ProblemError with the control API's answer */
export async function execute(services: PageServices, request: ControlRequest): Promise<unknown> {
  const { id = "", query = {}, body } = request;
  const call = callOf(request);
  return await call.run(services.operations, { id, query, body, signal: services.ending });
}

function callOf(request: ControlRequest): ControlCall {
  const call = controlCalls.find(({ method, path }) => method === request.method && path === request.path);
  if (call === undefined) {
    throw new Error(
      `Failed to pull a lever: the control API has no such call (${request.method} ${request.path}). Please name one of its table.`,
    );
  }
  return call;
}
