/** The JSON body of a call of the control API. */
import { BodyTooLarge } from "../http/vendor-request.ts";
import { readStream } from "../runtime/fetch-request.ts";
import { ProblemError } from "./problem.ts";

/**
 * @param limit bytes
 * @returns undefined for an empty body
 * @throws ProblemError 400 or 413
 */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const text = await bodyText(request, limit);
  if (text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw new ProblemError({
      status: 400,
      title: "Bad Request",
      detail: "The body is not JSON. Please send an object in JSON.",
    });
  }
}

async function bodyText(request: Request, limit: number): Promise<string> {
  try {
    if (Number(request.headers.get("content-length") ?? 0) > limit) throw new BodyTooLarge();
    return new TextDecoder().decode(await readStream(request.body, limit));
  } catch (error) {
    throw error instanceof BodyTooLarge
      ? new ProblemError({
          status: 413,
          title: "Content Too Large",
          detail: `The body is larger than ${limit} bytes. Please send less.`,
        })
      : new ProblemError({ status: 400, title: "Bad Request", detail: "The body broke off." });
  }
}
