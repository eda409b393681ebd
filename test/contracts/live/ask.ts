/** Requests to an egress as anything on this machine could make them, without Pact. */
import { request } from "node:http";
import { NO_BODY, readBody } from "../../../contracts/live/egress/body.ts";
import type { Allowed } from "../../../contracts/live/egress/egress-request.ts";
import { PLACEHOLDER } from "../../../contracts/live/egress/scrub.ts";

export interface Ask {
  readonly method?: string;
  readonly path?: string;
  /** Behind the `?`, as it is written. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly bytes: Buffer;
}

export const BALANCE: Ask = { path: "/v1/credits/balance" };

/** A send as the client writes it. */
export function sending(fields: Readonly<Record<string, string | number>>): Ask {
  return { method: "POST", path: "/v1/sms/send", body: JSON.stringify(fields) };
}

/** @param url of the egress; the base that the verifier would have */
export function ask(url: string, asked: Ask, signal?: AbortSignal): Promise<Got> {
  const { method = "GET", path = "/", query = `access_token=${PLACEHOLDER}`, headers, body } = asked;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${url}${path}?${query}`,
      {
        method,
        headers: {
          Accept: "application/json",
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        agent: false,
        ...(signal === undefined ? {} : { signal }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const bytes = Buffer.concat(chunks);
          const { statusCode: status = 0, headers: names } = response;
          resolve({ status, headers: names, body: bytes.toString(), bytes });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The plan's side of a request. */
export function allowed(asked: Ask): Allowed {
  const { method = "GET", path = "/", query = `access_token=${PLACEHOLDER}`, body, headers = {} } = asked;
  const contentType = body === undefined ? "" : (headers["Content-Type"] ?? "application/json");
  return {
    name: path,
    method,
    path,
    query: [...new URLSearchParams(query)],
    accept: "application/json",
    contentType,
    body: body === undefined ? NO_BODY : readBody(Buffer.from(body), contentType),
  };
}
