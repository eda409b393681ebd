/** A route: a row of the endpoint table and the action behind it. */
import type { Endpoint } from "../../protocol/endpoints.ts";
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import type { Plain } from "../../protocol/xml-write.ts";
import type { Cause } from "../domain/cause.ts";
import type { PhpFields } from "../framework/php-fields.ts";
import type { Fields } from "../framework/read-body.ts";
import type { Pagination } from "../http/answer.ts";
import type { Draw } from "../runtime/random.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import type { MaybePromise } from "../store/types.ts";

/** Services that every action may use, shared by all requests. */
export interface Services {
  readonly settings: Settings;
  readonly behaviour: FrameworkBehaviour;
  readonly store: Store;
  readonly draw: Draw;
  /** Digits of a recipient, or undefined when it is not a phone number. */
  readonly readPhone: (text: string) => string | undefined;
  /** Waits for so many milliseconds of the caller's time. */
  readonly pause: (ms: number) => Promise<void>;
}

/** One request that has passed the checks. */
export interface Call {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly origin: string;
  readonly query: PhpFields;
  /** The body's fields, read at the first call. */
  readonly fields: () => MaybePromise<Fields>;
}

export interface ActionResult {
  readonly body: Plain;
  readonly decided: Cause;
  /** HTTP status of a success; the one on the vendor's page when left out. */
  readonly status?: 200 | 201;
  /** Position of a list's page; one result on one page when left out. */
  readonly pagination?: Pagination;
}

/** @throws Refusal */
export type Action = (call: Call, services: Services) => MaybePromise<ActionResult>;

export interface Route {
  readonly endpoint: Endpoint;
  readonly action: Action;
  /** The body's field that names a recipient, for faults that match one. */
  readonly recipientField?: string;
}
