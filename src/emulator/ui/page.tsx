/** The page for people: its access rule, its files, and its views from the table of routes. */
import { Hono } from "hono";
import type { Access } from "../control/access.ts";
import { sameText } from "../control/access.ts";
import type { ControlServices } from "../control/control-api.ts";
import { ProblemError } from "../control/problem.ts";
import { BodyTooLarge } from "../http/vendor-request.ts";
import { wholeResponse } from "../runtime/whole-response.ts";
import { type AccountName, accountNames, isKey } from "./accounts.ts";
import { asset, isAssetName } from "./assets/assets.ts";
import { readForm } from "./form.ts";
import { type Addresses, frameOf, visitOf } from "./frame.ts";
import { htmlResponse, SAFE_HEADERS, seeOther } from "./headers.ts";
import { Page } from "./layout.tsx";
import { liveStream } from "./live.ts";
import { LoginPage, RefusedPage } from "./login.tsx";
import { revisions } from "./page-mark.ts";
import type { PageServices } from "./page-services.ts";
import { accountPath, PAGE, withQuery } from "./paths.ts";
import { badAddress, formRefused, noAccount, notFound, Refused } from "./refused.ts";
import type { ActionRoute, DownloadRoute, ViewRequest, ViewResult, ViewRoute } from "./route.ts";
import { places, routes } from "./routes.ts";
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

/** One request for a view, form or file of an account. */
interface PageRequest {
  readonly request: Request;
  readonly session: string | undefined;
  /** Key of the account. */
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Parameter of `/` that names the account already shown there. */
const KEPT = "kept";

export function createPage(control: ControlServices): PageHandler {
  const services: PageServices = {
    ...control,
    names: accountNames(control.store, control.settings),
    sessions: new Sessions(),
    csrf: createCsrf(),
    marks: revisions(control.store),
  };
  const { sessions, csrf, names, store, marks } = services;
  const page = new Hono<PageEnv>();

  page.onError((error, c) => refused(c.req.raw, refusalOf(error)));

  page.get(`${PAGE}/assets/:name`, (c) => {
    const name = c.req.param("name");
    if (!isAssetName(name)) throw notFound();
    const { type, bytes } = asset(name);
    return wholeResponse(bytes, {
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
    const form = await readOwnForm(c.req.raw, undefined);
    if (!sameText(form.get("token") ?? "", by.token)) {
      services.log("Refused a login to the page: what was given is not the control token.");
      return login(c.req.raw, true);
    }
    return seeOther(PAGE, { "Set-Cookie": sessions.open() });
  });

  page.use(async function gate(c, next) {
    const passage = passageOf(c.env.by, c.req.raw, sessions);
    if (passage.kind === "log-in") return login(c.req.raw, false);
    if (passage.kind === "refused") throw new Refused(403, "Forbidden", passage.why);
    c.set("session", passage.session);
    return await next();
  });

  page.post(`${PAGE}/logout`, async (c) => {
    await readOwnForm(c.req.raw, c.get("session"));
    return seeOther(PAGE, { "Set-Cookie": sessions.close(c.req.header("cookie")) });
  });

  page.get(`${PAGE}/live`, (c) => {
    const key = c.req.query("account");
    const account = async () => (key === undefined ? undefined : (await names.find(key))?.token);
    const mark = marks.read(c.req.header("last-event-id") ?? c.req.query("after") ?? "");
    return new Response(liveStream(services, { account, mark }), {
      headers: { ...SAFE_HEADERS, "Content-Type": "text/event-stream", "Cache-Control": "no-store" },
    });
  });

  /**
   * Shows the requested account, or the last used one. A reloaded page keeps its account as long as it exists.
   */
  page.on("GET", ["/", PAGE], async (c) => {
    const chosen = c.req.query("account");
    if (chosen !== undefined) {
      if (!isKey(chosen)) throw badAddress();
      const view = places.find(({ path }) => path === c.req.query("view"))?.path;
      return seeOther(`${accountPath(chosen, view)}#account`);
    }
    const name = (await names.find(c.req.query(KEPT) ?? "")) ?? (await lastUsed());
    if (name === undefined) {
      const { origin } = new URL(c.req.url);
      return htmlResponse(await html(WelcomePage({ origin, mark: marks.now() })));
    }
    const { key } = name;
    const asked = { request: c.req.raw, session: c.get("session"), key, params: {} };
    const again = withQuery(PAGE, { [KEPT]: key });
    return show(asked, indexRoute(), { address: accountPath(key), again });
  });

  for (const route of routes) {
    const path = `${PAGE}/a/:account${route.path === "/" ? "" : route.path}`;
    page.on(route.method === "post" ? "POST" : "GET", [path], async (c) => {
      const { account: key = "", ...params }: Readonly<Record<string, string>> = c.req.param();
      const asked = { request: c.req.raw, session: c.get("session"), key, params };
      if (route.method === "get") return show(asked, route, { address: addressOf(c.req.raw) ?? PAGE });
      if (route.method === "download") return download(asked, route);
      return act(asked, route);
    });
    // A refused form is shown at this URL, and its reader may reload it.
    if (route.method === "post") {
      page.get(path, (c) => {
        const key = c.req.param("account") ?? "";
        if (!isKey(key)) throw badAddress();
        return seeOther(accountPath(key, route.view));
      });
    }
  }

  page.all("*", () => {
    throw notFound();
  });

  async function show(asked: PageRequest, route: ViewRoute, addresses: Addresses): Promise<Response> {
    const account = await accountOf(asked);
    const mark = marks.now();
    const visit = visitOf(services, { ...asked, account });
    return await rendered(visit, await route.show(visit), addresses, mark);
  }

  async function act(asked: PageRequest, route: ActionRoute): Promise<Response> {
    const account = await accountOf(asked);
    const form = await readOwnForm(asked.request, asked.session, route.limit);
    const mark = marks.now();
    const visit = visitOf(services, { ...asked, account });
    const outcome = await route.act(visit, form);
    if (typeof outcome === "string") return seeOther(outcome);
    const address = outcome.address ?? accountPath(asked.key);
    return await rendered(visit, { status: 422, ...outcome }, { address }, mark);
  }

  async function download(asked: PageRequest, route: DownloadRoute): Promise<Response> {
    const account = await accountOf(asked);
    return route.file(visitOf(services, { ...asked, account }));
  }

  /** @throws Refused when there is no such account */
  async function accountOf({ key }: PageRequest): Promise<AccountName> {
    const account = await names.find(key);
    if (account === undefined) throw noAccount(key);
    return account;
  }

  async function lastUsed(): Promise<AccountName | undefined> {
    const [token] = (await store.lastUsed(1)).items;
    return token === undefined ? undefined : names.nameOf(token);
  }

  /** @throws Refused for a form that is not this page's; for another site's, before it is read */
  async function readOwnForm(
    request: Request,
    session: string | undefined,
    limit?: number,
  ): Promise<URLSearchParams> {
    const stranger = csrf.objectionToOrigin(request, control.access());
    if (stranger !== undefined) throw formRefused(stranger);
    const form = await readForm(request, limit);
    const objection = csrf.objectionToToken(session, form.get(CSRF_FIELD));
    if (objection !== undefined) throw formRefused(objection);
    return form;
  }

  async function rendered(
    visit: ViewRequest,
    shown: ViewResult,
    addresses: Addresses,
    mark: string,
  ): Promise<Response> {
    const frame = await frameOf(visit, addresses, mark);
    return htmlResponse(await html(Page({ frame, shown })), shown.status);
  }

  function indexRoute(): ViewRoute {
    const route = routes.find(({ method, path }) => method === "get" && path === "/");
    if (route?.method !== "get")
      throw new Error("Failed to show the inbox: the table of routes has no view of it.");
    return route;
  }

  async function login(request: Request, wrong: boolean): Promise<Response> {
    const shown = LoginPage({ csrf: csrf.tokenFor(undefined), wrong, again: addressOf(request) });
    return htmlResponse(await html(shown), 401);
  }

  async function refused(request: Request, { status, title, message, missing }: Refused): Promise<Response> {
    const again = addressOf(request);
    const live =
      again === undefined || missing === undefined ? undefined : { account: missing, mark: marks.now() };
    return htmlResponse(await html(RefusedPage({ title, why: message, again, live })), status);
  }

  function refusalOf(error: Error): Refused {
    if (error instanceof Refused) return error;
    if (error instanceof ProblemError)
      return new Refused(error.problem.status, error.problem.title, error.problem.detail);
    if (error instanceof BodyTooLarge)
      return new Refused(413, "Too large", "The form is larger than it may be.");
    services.onError(error);
    return new Refused(500, "A fault of the emulator", error.message);
  }

  return async (request, by) => await page.fetch(request, { by });
}

/** URL the answer can be reloaded from; undefined for the answer to a form. */
function addressOf({ method, url }: Request): string | undefined {
  if (method !== "GET") return undefined;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

type Markup = ReturnType<typeof Page>;

/** Awaits a component's markup as text. */
async function html(markup: Markup): Promise<string> {
  return (await markup).toString();
}
