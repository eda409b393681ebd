/** What a view of the page is: an address, and what is shown there. */
import type { Child } from "hono/jsx";
import type { MaybePromise } from "../store/store.ts";
import type { AccountName } from "./accounts.ts";
import type { SubmittedForm } from "./controls/draft.ts";
import type { PageServices } from "./page-services.ts";
import type { Zone } from "./times.ts";

/** One request for a view. */
export interface ViewRequest {
  readonly services: PageServices;
  /** Whose view it is. */
  readonly account: AccountName;
  /** Undefined where nobody has to log in. */
  readonly session: string | undefined;
  /** Values of the path's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Milliseconds since 1970, by the account's clock. */
  readonly now: number;
  readonly zone: Zone;
  /** Of forms: the field `csrf` holds it. */
  readonly csrf: string;
  /** Of the emulator, as the browser has it: scheme, host and port. */
  readonly origin: string;
  /** A form of this view that was sent and is shown again. */
  readonly draft?: SubmittedForm | undefined;
}

/** Where a view stands on a narrow screen, which shows one pane at a time. */
export type Pane = "list" | "thread" | "detail";

export interface ViewResult {
  /** Of the window. */
  readonly title: string;
  readonly body: Child;
  /** Default 200. */
  readonly status?: number;
  readonly pane?: Pane;
  /** Whether it stays as it is whatever happens, being the answer to a form and nothing that could be loaded again. */
  readonly still?: boolean;
  /** Where it belongs, when that is not the address that was asked for. */
  readonly address?: string;
}

export interface ViewRoute {
  readonly method: "get";
  /** Under the account's address, as Hono writes paths. */
  readonly path: string;
  readonly show: (visit: ViewRequest) => MaybePromise<ViewResult>;
}

/** Changes something, and goes back to a page. Its form carries the field `csrf`, which has been checked. */
export interface ActionRoute {
  readonly method: "post";
  readonly path: string;
  /** Bytes of its form; 64 KiB when left out. */
  readonly limit?: number;
  /** Where its form stands, under the account's address; the inbox when left out. */
  readonly view?: string;
  /** @returns where the browser goes then, or what is shown when it was wrong */
  readonly act: (visit: ViewRequest, form: URLSearchParams) => MaybePromise<string | ViewResult>;
}

/** A file to keep. Changes nothing. */
export interface DownloadRoute {
  readonly method: "download";
  readonly path: string;
  readonly file: (visit: ViewRequest) => MaybePromise<Response>;
}

export type Route = ViewRoute | ActionRoute | DownloadRoute;

/** A place in the bar at the top. */
export interface NavItem {
  readonly label: string;
  /** Under the account's address. */
  readonly path: string;
}
