/**
 * The server's table of contents: the control API under /_emulator, and everything else through the vendor's
 * pipeline, whose checks stand in `pipeline/pipeline.ts`.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { type ControlServices, controlApi } from "./control/control-api.ts";
import { createPipeline, type PipelineServices } from "./pipeline/pipeline.ts";
import { BodyAborted } from "./pipeline/received.ts";
import { receivedFromFetch, toResponse } from "./runtime/fetch-request.ts";
import { type SocketBindings, SocketRequest, writeToSocket } from "./runtime/socket-request.ts";

/** Bound to a socket, or to nothing for calls in the same process. */
export interface AppEnv {
  Bindings: Partial<SocketBindings>;
}

export interface App {
  /** The whole server as a fetch handler. */
  readonly hono: Hono<AppEnv>;
  /** Whether a request line's target is the vendor's, and not the emulator's own. */
  readonly isVendors: (target: string) => boolean;
  /**
   * The vendor's API straight on a socket: request lines, reason phrases, header case and order that no URL and no
   * `Response` can carry.
   */
  readonly answerSocket: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;
}

const CONTROL = "/_emulator";

export function createApp(services: PipelineServices & ControlServices): App {
  const answer = createPipeline(services);
  const control = controlApi(services);
  const hono = new Hono<AppEnv>();

  // What a fault throws is for the caller of fetch, whose connection it breaks.
  hono.onError((error) => {
    throw error;
  });
  hono.all(`${CONTROL}/*`, (c) => control.fetch(c.req.raw, c.env));

  async function answerSocket(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      writeToSocket(outgoing, await answer(new SocketRequest(incoming)), services.ending);
    } catch (error) {
      // Nobody is left to answer.
      if (!(error instanceof BodyAborted)) services.onError(error);
      outgoing.destroy();
    }
  }

  hono.all("*", async function vendorApi(c) {
    const { incoming, outgoing } = c.env;
    if (incoming === undefined || outgoing === undefined) {
      return toResponse(await answer(receivedFromFetch(c.req.raw)), c.req.raw, services.ending);
    }
    // A target that only looked like the emulator's own: it counts as written.
    await answerSocket(incoming, outgoing);
    return RESPONSE_ALREADY_SENT;
  });

  return { hono, isVendors: (target) => !target.startsWith(`${CONTROL}/`), answerSocket };
}
