/** The control API under /_emulator, which inspects the emulator and sets it up. */
import { Hono, type HonoRequest } from "hono";
import { version } from "../../version.ts";
import type { SocketBindings } from "../runtime/socket-request.ts";
import { wholeResponse } from "../runtime/whole-response.ts";
import { type Access, checkAccess, checkSite } from "./access.ts";
import { type ControlCall, controlCalls } from "./calls.ts";
import { eventStream } from "./event-stream.ts";
import { refuseBody } from "./no-body.ts";
import { openApiDocument, queryKeys } from "./openapi.ts";
import type { Operations } from "./operations/operations.ts";
import { ProblemError, problemResponse } from "./problem.ts";
import { readJson } from "./read-json.ts";
import { check, eventsQuery, nothing } from "./schemas.ts";
import type { OperationServices } from "./services.ts";

/** Most bytes of a request body; a snapshot or a seed may have more. */
const BODY_BYTES = 1024 * 1024;
const STATE_BYTES = 1024 * 1024 * 1024;

const CALLER_GONE = { status: 408, title: "Request Timeout", detail: "The caller gave up." };

export interface ControlServices extends OperationServices {
  readonly operations: Operations;
  /** Access rule; read at each request, since the address is known only once the server listens. */
  readonly access: () => Access;
  /** Fires when the emulator ends. */
  readonly ending: AbortSignal;
  readonly onError: (error: unknown) => void;
  /** Writes a line to the operator's log. */
  readonly log: (line: string) => void;
}

/** A call without a socket comes from the same process. */
interface ControlEnv {
  Bindings: Partial<SocketBindings>;
}

export function controlApi(services: ControlServices): Hono<ControlEnv> {
  const { operations, access, onError } = services;
  const control = new Hono<ControlEnv>().basePath("/_emulator");

  control.onError((error, c) => {
    if (error instanceof ProblemError) return problemResponse(error.problem);
    // The caller has gone: not an error of the emulator.
    if (error === c.req.raw.signal.reason) return problemResponse(CALLER_GONE);
    onError(error);
    return problemResponse({ status: 500, title: "Internal Server Error", detail: error.message });
  });

  control.get("/health/live", () => json({ status: "ok" }));
  control.get("/health/ready", () => json({ status: "ok" }));

  control.use(async function guard(c, next) {
    const by: Access = c.env.incoming === undefined ? { kind: "in-process" } : access();
    checkAccess(by, c.req.raw.headers);
    checkSite(by, c.req.method, c.req.raw.headers);
    await next();
  });

  for (const call of controlCalls) {
    control.on(call.method, [routePath(call)], async (c) => {
      const parameters: Readonly<Record<string, string>> = c.req.param();
      const [id = ""] = Object.values(parameters);
      const query = c.req.query();
      // Check the body first, so that a caller who names the account in an unexpected body is told to use the query.
      const body = await bodyOf(call, c.req);
      const signal = AbortSignal.any([c.req.raw.signal, services.ending]);
      const result = await call.run(operations, { id, query, body, signal });
      if (call.success === 204) return c.body(null, 204);
      return json(result, call.success);
    });
  }

  control.get("/events", async (c) => {
    const { token, after } = check(eventsQuery, c.req.query(), "query");
    await refuseBody(c.req.raw, "GET /_emulator/events", () => queryKeys(eventsQuery));
    const last = c.req.header("last-event-id") ?? "";
    return new Response(eventStream(services, token, /^\d+$/.test(last) ? Number(last) : after), {
      headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" },
    });
  });

  control.get("/openapi.json", async (c) => {
    check(nothing, c.req.query(), "query");
    await refuseBody(c.req.raw, "GET /_emulator/openapi.json", () => []);
    return json(openApiDocument(version));
  });

  control.get("/protexting.openapi.json", async (c) => {
    check(nothing, c.req.query(), "query");
    await refuseBody(c.req.raw, "GET /_emulator/protexting.openapi.json", () => []);
    const { default: vendorDocument } = await import("./protexting.openapi.json", { with: { type: "json" } });
    return json(vendorDocument);
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

function json(value: unknown, status = 200): Response {
  return wholeResponse(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });
}

/** `/messages/{id}` → `/messages/:id`. */
function routePath({ path }: ControlCall): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

async function bodyOf(call: ControlCall, { raw, path }: HonoRequest): Promise<unknown> {
  if (call.body !== undefined) return readJson(raw, bodyLimit(call));
  await refuseBody(raw, `${call.method.toUpperCase()} ${path}`, () => queryKeys(call.query));
  return undefined;
}

function bodyLimit({ path }: ControlCall): number {
  return path === "/state" || path === "/seed" ? STATE_BYTES : BODY_BYTES;
}
