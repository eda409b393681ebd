/**
 * The server's table of contents: the control API under /_emulator, and everything else through the vendor's
 * pipeline, whose checks stand in `pipeline/pipeline.ts`.
 */
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

export function createApp(services: PipelineServices & ControlServices): Hono<AppEnv> {
  const answer = createPipeline(services);
  const app = new Hono<AppEnv>();

  const control = controlApi(services);

  // A router of its own for the control API keeps the one that every call passes small.
  app.all("/_emulator/*", (c) => control.fetch(c.req.raw, c.env));
  app.all("*", async function vendorApi(c) {
    const { incoming, outgoing } = c.env;
    if (incoming === undefined || outgoing === undefined) {
      return toResponse(await answer(receivedFromFetch(c.req.raw)));
    }
    try {
      writeToSocket(outgoing, await answer(new SocketRequest(incoming)), services.ending);
    } catch (error) {
      if (!(error instanceof BodyAborted)) throw error;
      outgoing.destroy();
    }
    return RESPONSE_ALREADY_SENT;
  });

  return app;
}
