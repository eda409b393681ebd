/** Calls that take no body refuse one: overlooked, what it was to narrow down would be done to everything. */
import { BodyTooLarge } from "../http/vendor-request.ts";
import { readStream } from "../runtime/fetch-request.ts";
import { ProblemError } from "./problem.ts";

/**
 * @param call like `DELETE /_emulator/faults`
 * @param keys of the query that the call takes
 * @throws ProblemError 400 for a body that is not empty
 */
export async function refuseBody(
  request: Request,
  call: string,
  keys: () => readonly string[],
): Promise<void> {
  if (!(await hasBody(request))) return;
  const names = keys();
  const instead =
    names.length === 0
      ? "Please send none."
      : `Please use the query instead: ${names.map((key) => `?${key}=`).join(", ")}.`;
  throw new ProblemError({
    status: 400,
    title: "Bad Request",
    detail: `${call} takes no body. ${instead}`,
    errors: [{ field: "body", message: "must be empty" }],
  });
}

async function hasBody({ headers, body }: Request): Promise<boolean> {
  const declared = Number(headers.get("content-length") ?? 0);
  if (declared > 0) return true;
  // The body of a GET never arrives in a Request: that there is one is all that can be known.
  if (body === null) return headers.has("transfer-encoding");
  try {
    return (await readStream(body, 0)).length > 0;
  } catch (error) {
    return error instanceof BodyTooLarge;
  }
}
