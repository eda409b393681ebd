/**
 * A request as it arrived, whatever brought it: a socket or a fetch call in the same process.
 */
export interface VendorRequest {
  readonly method: string;
  /** Path and query as written on the request line. */
  readonly target: string;
  /** Scheme and host as the caller addressed them. */
  readonly origin: string;
  /** The caller's IP address. */
  readonly address: string;
  /** @param name in lower case */
  header(name: string): string | undefined;
  /**
   * The whole body, once.
   * @throws BodyTooLarge as soon as it is longer than the limit (bytes)
   * @throws BodyAborted when the caller went away before its end
   */
  readBody(limit: number): Promise<Uint8Array>;
}

export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";
}

export class BodyAborted extends Error {
  override name = "BodyAborted";
}

/** Path and query, split at the first `?`. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf("?");
  return mark === -1
    ? { path: target, query: "" }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
