/**
 * The server's table of contents: the control API under /_emulator, the page for people beside it and at `/`, short
 * URLs that are followed, and everything else through the vendor's pipeline, whose checks are in `pipeline/pipeline.ts`.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import type { Access } from "./control/access.ts";
import { type ControlServices, controlApi } from "./control/control-api.ts";
import { createFollowLink, LINKS } from "./control/follow-link.ts";
import { BodyAborted } from "./http/vendor-request.ts";
import { createPipeline, type PipelineServices } from "./pipeline/pipeline.ts";
import { receivedFromFetch, toResponse } from "./runtime/fetch-request.ts";
import { type SocketBindings, SocketRequest, writeToSocket } from "./runtime/socket-request.ts";
import type { PageHandler } from "./ui/page.tsx";
import { PAGE } from "./ui/paths.ts";

/** Bindings of a request: its socket, or none for calls in the same process. */
export interface AppEnv {
  Bindings: Partial<SocketBindings>;
}

export interface App {
  /** The whole server as a fetch handler. */
  readonly hono: Hono<AppEnv>;
  /** True when a request is for the vendor's API, by its line's target, and not for the emulator's own. */
  readonly isVendors: (target: string, incoming: IncomingMessage) => boolean;
  /**
   * Answers the vendor's API directly on a socket, with request lines, reason phrases, header case and order that no
   * URL and no `Response` can carry.
   */
  readonly answerSocket: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
}

const CONTROL = "/_emulator";
const QUESTION_MARK = 0x3f;

export function createApp(services: PipelineServices & ControlServices): App {
  const answer = createPipeline(services);
  const control = controlApi(services);
  const followLink = createFollowLink(services);
  let opened: Promise<PageHandler> | undefined;
  // Load the page on its first request, so that no other call waits for it.
  const page = (): Promise<PageHandler> =>
    (opened ??= import("./ui/page.tsx").then(({ createPage }) => createPage(services)));
  const hono = new Hono<AppEnv>();

  // A fault's error must reach the caller of fetch, whose connection it breaks.
  hono.onError((error) => {
    throw error;
  });
  const showPage = async (c: Context<AppEnv>): Promise<Response> => {
    const by: Access = c.env.incoming === undefined ? { kind: "in-process" } : services.access();
    return (await page())(c.req.raw, by);
  };
  hono.all(PAGE, showPage);
  hono.all(`${PAGE}/*`, showPage);
  hono.get(`${LINKS}/:code`, (c) => followLink(c.req.param("code"), c.req.raw));
  hono.all(`${CONTROL}/*`, (c) => control.fetch(c.req.raw, c.env));

  async function answerSocket(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      writeToSocket(outgoing, await answer(new SocketRequest(incoming)), services.ending);
    } catch (error) {
      // The caller has gone, so there is no answer to write.
      if (!(error instanceof BodyAborted)) services.onError(error);
      outgoing.destroy();
    }
  }

  hono.get("/", async (c, next) => {
    if (!asksForPage(c.req.header("accept"))) return await next();
    return await showPage(c);
  });

  hono.all("*", async function vendorApi(c) {
    const { incoming, outgoing } = c.env;
    if (incoming === undefined || outgoing === undefined) {
      return toResponse(await answer(receivedFromFetch(c.req.raw)), c.req.raw, services.ending);
    }
    // A target that only looked like the emulator's own is used as written.
    await answerSocket(incoming, outgoing);
    return RESPONSE_ALREADY_SENT;
  });

  return {
    hono,
    isVendors: (target, incoming) =>
      !target.startsWith(`${CONTROL}/`) && !(isRoot(target) && asksForPage(incoming.headers.accept)),
    answerSocket,
  };
}

/** True for `/`, with a query or without; the second character rules out nearly every other target. */
function isRoot(target: string): boolean {
  return target.length === 1 || target.charCodeAt(1) === QUESTION_MARK;
}

/** True for browsers, which accept HTML; callers of an API do not name it. */
function asksForPage(accept: string | undefined): boolean {
  return accept?.includes("text/html") === true;
}
