/** The control API under /_emulator: what people use to look into the emulator and to set it up. */
import { Hono } from "hono";
import { ledgerEntries } from "../../protocol/evidence/ledger.ts";
import { openAccount } from "../domain/account.ts";
import { BodyTooLarge } from "../pipeline/received.ts";
import { readStream } from "../runtime/fetch-request.ts";
import type { SocketBindings } from "../runtime/socket-request.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import { type Access, checkAccess } from "./access.ts";
import { ProblemError, problemResponse } from "./problem.ts";
import { accountPatch, check, journalQuery, messagesQuery, newAccount } from "./schemas.ts";
import { accountView, journalView, messageView } from "./views.ts";

/** Bytes of a request body. */
const BODY_BYTES = 1024 * 1024;

export interface ControlServices {
  readonly settings: Settings;
  readonly store: Store;
  /** Digits of a recipient, or undefined for what is no phone number. */
  readonly readPhone: (text: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Who may use it; read at each request, since the address is known only once the server listens. */
  readonly access: () => Access;
  readonly onError: (error: unknown) => void;
}

/** A call without a socket comes from the same process. */
interface ControlEnv {
  Bindings: Partial<SocketBindings>;
}

export function controlApi(services: ControlServices): Hono<ControlEnv> {
  const { settings, store, readPhone, now, access, onError } = services;
  const control = new Hono<ControlEnv>();

  control.onError((error) => {
    if (error instanceof ProblemError) return problemResponse(error.problem);
    onError(error);
    return problemResponse({ status: 500, title: "Internal Server Error", detail: error.message });
  });

  control.get("/health/live", (c) => c.json({ status: "ok" }));
  control.get("/health/ready", (c) => c.json({ status: "ok" }));

  control.use(async function guard(c, next) {
    const by: Access = c.env.incoming === undefined ? { kind: "in-process" } : access();
    checkAccess(by, c.req.header("host"), c.req.header("authorization"));
    await next();
  });

  control.post("/reset", async (c) => {
    await store.reset();
    return c.body(null, 204);
  });

  control.get("/accounts", async (c) => {
    const items = (await store.accounts()).map(accountView);
    return c.json({ items, total: items.length });
  });
  control.post("/accounts", async (c) => {
    const { token, ...input } = check(newAccount, await jsonBody(c.req.raw), "body");
    const account = openAccount(token, settings, input);
    await store.putAccount(account, now());
    return c.json(accountView(account), 201);
  });
  control.get("/accounts/:token", async (c) => {
    const account = await store.account(c.req.param("token"));
    if (account === undefined) throw unknown("account", c.req.param("token"));
    return c.json(accountView(account));
  });
  control.patch("/accounts/:token", async (c) => {
    const input = check(accountPatch, await jsonBody(c.req.raw), "body");
    const account = await store.patchAccount(c.req.param("token"), input);
    if (account === undefined) throw unknown("account", c.req.param("token"));
    return c.json(accountView(account));
  });

  control.get("/messages", async (c) => {
    const query = check(messagesQuery, c.req.query(), "query");
    const recipient =
      query.recipient === undefined ? undefined : (readPhone(query.recipient) ?? query.recipient);
    const { items, total } = await store.messages({ ...query, recipient });
    const at = now();
    return c.json({ items: items.map((message) => messageView(message, settings, at)), total });
  });
  control.get("/messages/:id", async (c) => {
    const message = await store.anyMessage(c.req.param("id"));
    if (message === undefined) throw unknown("message", c.req.param("id"));
    return c.json(messageView(message, settings, now()));
  });

  control.get("/journal", async (c) => {
    const { items, total } = await store.journal(check(journalQuery, c.req.query(), "query"));
    return c.json({ items: items.map(journalView), total });
  });

  control.get("/evidence", (c) => {
    const items = ledgerEntries();
    return c.json({ items, total: items.length });
  });

  control.all("*", (c) => {
    throw new ProblemError({
      status: 404,
      title: "Not Found",
      detail: `The control API has no ${c.req.method} ${c.req.path}.`,
    });
  });

  return control;
}

function unknown(what: string, id: string): ProblemError {
  return new ProblemError({ status: 404, title: "Not Found", detail: `There is no ${what} "${id}".` });
}

/** @throws ProblemError 400 or 413 */
async function jsonBody(request: Request): Promise<unknown> {
  const text = await bodyText(request);
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

/** @throws ProblemError 400 or 413 */
async function bodyText(request: Request): Promise<string> {
  try {
    if (Number(request.headers.get("content-length") ?? 0) > BODY_BYTES) throw new BodyTooLarge();
    return new TextDecoder().decode(await readStream(request.body, BODY_BYTES));
  } catch (error) {
    throw error instanceof BodyTooLarge
      ? new ProblemError({
          status: 413,
          title: "Content Too Large",
          detail: `The body is larger than ${BODY_BYTES} bytes. Please send less.`,
        })
      : new ProblemError({ status: 400, title: "Bad Request", detail: "The body broke off." });
  }
}
