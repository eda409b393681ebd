/** A view of the page: a path, and its content. */
import type { Child } from "hono/jsx";
import type { MaybePromise } from "../store/types.ts";
import type { AccountName } from "./accounts.ts";
import type { SubmittedForm } from "./controls/submitted-form.ts";
import type { PageServices } from "./page-services.ts";
import type { Zone } from "./times.ts";

/** One request for a view. */
export interface ViewRequest {
  readonly services: PageServices;
  /** Account of the view. */
  readonly account: AccountName;
  /** Session of the reader; undefined where no login is needed. */
  readonly session: string | undefined;
  /** Values of the path's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Milliseconds since 1970, by the account's clock. */
  readonly now: number;
  readonly zone: Zone;
  /** CSRF token of forms, in the field `csrf`. */
  readonly csrf: string;
  /** Origin of the emulator as the browser sees it: scheme, host and port. */
  readonly origin: string;
  /** A form of this view that was sent and is shown again. */
  readonly submitted?: SubmittedForm | undefined;
}

/** Pane of a view on a narrow screen, which shows one at a time. */
export type Pane = "list" | "thread" | "detail";

export interface ViewResult {
  /** Title of the window. */
  readonly title: string;
  readonly body: Child;
  /** Default 200. */
  readonly status?: number;
  readonly pane?: Pane;
  /** True when it is not updated, since it is the answer to a form and cannot be reloaded. */
  readonly still?: boolean;
  /** Its URL, when that is not the requested one. */
  readonly address?: string;
}

export interface ViewRoute {
  readonly method: "get";
  /** Path under the account's URL, as Hono writes paths. */
  readonly path: string;
  readonly show: (visit: ViewRequest) => MaybePromise<ViewResult>;
}

/** Route that changes something and returns to a page. The field `csrf` of its form has been checked. */
export interface ActionRoute {
  readonly method: "post";
  readonly path: string;
  /** Most bytes of its form; 64 KiB when left out. */
  readonly limit?: number;
  /** Path of its form under the account's URL; the inbox when left out. */
  readonly view?: string;
  /** @returns where the browser goes next, or the view to show when the form was wrong */
  readonly act: (visit: ViewRequest, form: URLSearchParams) => MaybePromise<string | ViewResult>;
}

/** Route of a file to save. Changes nothing. */
export interface DownloadRoute {
  readonly method: "download";
  readonly path: string;
  readonly file: (visit: ViewRequest) => MaybePromise<Response>;
}

export type PageRoute = ViewRoute | ActionRoute | DownloadRoute;

/** An item of the bar at the top. */
export interface NavItem {
  readonly label: string;
  /** Path under the account's URL. */
  readonly path: string;
}
