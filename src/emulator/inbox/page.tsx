/** The page people look at: who may see it, its files, and its views from the table of routes. */
import { Hono } from "hono";
import type { Access } from "../control/access.ts";
import { sameText } from "../control/access.ts";
import type { ControlServices } from "../control/control-api.ts";
import { ProblemError } from "../control/problem.ts";
import { BodyTooLarge } from "../pipeline/received.ts";
import { accountNames } from "./accounts.ts";
import { asset, isAssetName } from "./assets/assets.ts";
import { readForm } from "./form.ts";
import { frameOf, visitOf } from "./frame.ts";
import { htmlResponse, SAFE_HEADERS, seeOther } from "./headers.ts";
import { Page } from "./layout.tsx";
import { liveStream, NOT_NOTED } from "./live.ts";
import { LoginPage, RefusedPage } from "./login.tsx";
import type { PageServices } from "./page-services.ts";
import { accountPath, PAGE } from "./paths.ts";
import type { ActionRoute, DownloadRoute, Shown, ViewRoute, Visit } from "./route.ts";
import { routes } from "./routes.ts";
import { CSRF_FIELD, createCsrf } from "./session/csrf.ts";
import { passageOf } from "./session/gate.ts";
import { Sessions } from "./session/sessions.ts";
import { WelcomePage } from "./welcome.tsx";

/** Answers requests for the page. */
export type PageHandler = (request: Request, by: Access) => Promise<Response>;

interface PageEnv {
  Bindings: { readonly by: Access };
  Variables: { session: string | undefined };
}

export function createPage(control: ControlServices): PageHandler {
  const services: PageServices = {
    ...control,
    names: accountNames(control.store, control.settings),
    sessions: new Sessions(),
    csrf: createCsrf(),
  };
  const { sessions, csrf, names, store } = services;
  const page = new Hono<PageEnv>();

  page.onError((error) => {
    if (error instanceof ProblemError)
      return refused(error.problem.status, error.problem.title, error.problem.detail);
    if (error instanceof BodyTooLarge) return refused(413, "Too large", "The form is larger than it may be.");
    services.onError(error);
    return refused(500, "A fault of the emulator", error.message);
  });

  page.get(`${PAGE}/assets/:name`, (c) => {
    const name = c.req.param("name");
    if (!isAssetName(name)) return notFound();
    const { type, bytes } = asset(name);
    return new Response(new Uint8Array(bytes), {
      headers: {
        ...SAFE_HEADERS,
        "Content-Type": type,
        "Cache-Control": "public, max-age=31536000, immutable",
      },
    });
  });

  page.post(`${PAGE}/login`, async (c) => {
    const { by } = c.env;
    if (by.kind !== "token") return seeOther(PAGE);
    const form = await readForm(c.req.raw);
    const objection = csrf.objection(c.req.raw, undefined, form.get(CSRF_FIELD));
    if (objection !== undefined) return refused(403, "The form was refused", objection);
    if (!sameText(form.get("token") ?? "", by.token)) return login(true);
    return seeOther(PAGE, { "Set-Cookie": sessions.open() });
  });

  page.use(async function gate(c, next) {
    const passage = passageOf(c.env.by, c.req.raw.headers, sessions);
    if (passage.kind === "log-in") return login(false);
    if (passage.kind === "refused") return refused(403, "Forbidden", passage.why);
    c.set("session", passage.session);
    return await next();
  });

  page.post(`${PAGE}/logout`, async (c) => {
    const form = await readForm(c.req.raw);
    const objection = csrf.objection(c.req.raw, c.get("session"), form.get(CSRF_FIELD));
    if (objection !== undefined) return refused(403, "The form was refused", objection);
    return seeOther(PAGE, { "Set-Cookie": sessions.close(c.req.header("cookie")) });
  });

  page.get(`${PAGE}/live`, async (c) => {
    const key = c.req.query("account");
    const name = key === undefined ? undefined : await names.find(key);
    if (key !== undefined && name === undefined) return notFound();
    const last = c.req.header("last-event-id") ?? c.req.query("after") ?? "";
    const after = /^(?:-1|\d{1,15})$/.test(last) ? Number(last) : store.eventRange().newest;
    return new Response(liveStream(services, name?.token, after), {
      headers: { ...SAFE_HEADERS, "Content-Type": "text/event-stream", "Cache-Control": "no-store" },
    });
  });

  /** The account that was asked for, or the one that was used last. */
  page.on("GET", ["/", PAGE], async (c) => {
    const chosen = c.req.query("account");
    if (chosen !== undefined) return seeOther(accountPath(chosen));
    const [token] = (await store.lastUsed(1)).items;
    if (token === undefined) {
      return htmlResponse(
        await html(WelcomePage({ origin: new URL(c.req.url).origin, event: newestEvent() })),
      );
    }
    const key = names.nameOf(token).key;
    return show(c.req.raw, c.get("session"), key, {}, indexRoute(), accountPath(key));
  });

  for (const route of routes) {
    const path = `${PAGE}/a/:account${route.path === "/" ? "" : route.path}`;
    page.on(route.method === "post" ? "POST" : "GET", [path], async (c) => {
      const { account = "", ...params }: Readonly<Record<string, string>> = c.req.param();
      const session = c.get("session");
      if (route.method === "get") {
        const { pathname, search } = new URL(c.req.url);
        return show(c.req.raw, session, account, params, route, pathname + search);
      }
      if (route.method === "download") return download(c.req.raw, session, account, params, route);
      return act(c.req.raw, session, account, params, route);
    });
  }

  page.all("*", () => notFound());

  async function show(
    request: Request,
    session: string | undefined,
    key: string,
    params: Readonly<Record<string, string>>,
    route: ViewRoute,
    address: string,
  ): Promise<Response> {
    const account = await names.find(key);
    if (account === undefined) return notFound();
    const event = newestEvent();
    const visit = visitOf(services, { request, session, account, params });
    return await rendered(visit, await route.show(visit), address, event);
  }

  async function act(
    request: Request,
    session: string | undefined,
    key: string,
    params: Readonly<Record<string, string>>,
    route: ActionRoute,
  ): Promise<Response> {
    const form = await readForm(request, route.limit);
    const objection = csrf.objection(request, session, form.get(CSRF_FIELD));
    if (objection !== undefined) return refused(403, "The form was refused", objection);
    const account = await names.find(key);
    if (account === undefined) return notFound();
    const event = newestEvent();
    const visit = visitOf(services, { request, session, account, params });
    const outcome = await route.act(visit, form);
    if (typeof outcome === "string") return seeOther(outcome);
    return await rendered(visit, { status: 422, ...outcome }, outcome.address ?? accountPath(key), event);
  }

  async function download(
    request: Request,
    session: string | undefined,
    key: string,
    params: Readonly<Record<string, string>>,
    route: DownloadRoute,
  ): Promise<Response> {
    const account = await names.find(key);
    if (account === undefined) return notFound();
    return route.file(visitOf(services, { request, session, account, params }));
  }

  async function rendered(visit: Visit, shown: Shown, address: string, event: number): Promise<Response> {
    const frame = await frameOf(visit, address, event);
    return htmlResponse(await html(Page({ frame, shown })), shown.status);
  }

  /**
   * What a page that is made now is older than. Nothing is noted before the first live page asks, since to begin takes a
   * look at every message; that page is told at once that it may be behind.
   */
  function newestEvent(): number {
    return store.isListening ? store.eventRange().newest : NOT_NOTED;
  }

  function indexRoute(): ViewRoute {
    const route = routes.find(({ method, path }) => method === "get" && path === "/");
    if (route?.method !== "get")
      throw new Error("Failed to show the inbox: the table of routes has no view of it.");
    return route;
  }

  async function login(wrong: boolean): Promise<Response> {
    return htmlResponse(await html(LoginPage({ csrf: csrf.tokenFor(undefined), wrong })), 401);
  }

  async function refused(status: number, title: string, why: string): Promise<Response> {
    return htmlResponse(await html(RefusedPage({ title, why })), status);
  }

  function notFound(): Promise<Response> {
    return refused(404, "Not found", "The page has nothing here, or no longer: a reset takes accounts away.");
  }

  return async (request, by) => await page.fetch(request, { by });
}

type Markup = ReturnType<typeof Page>;

/** What a component makes is text, or will be. */
async function html(markup: Markup): Promise<string> {
  return (await markup).toString();
}
