/**
 * Builds, packs and installs the package once a run of vitest, when the first test asks for it; every worker gets the
 * same. It happens here, in the process above the workers, so that none of them has to wait for a lock.
 */
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import type { Original } from "./original.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** URL that answers with the {@link Original}. */
    readonly installedPackage: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const originals: Promise<Original>[] = [];
  let current: Promise<Original> | undefined;
  // In watch mode the sources have changed by then.
  project.onTestsRerun(() => {
    current = undefined;
  });

  async function original(): Promise<Original> {
    if (current === undefined) {
      // Loaded late, since most runs of a single file need no bundler.
      current = import("./original.ts").then(({ makeOriginal }) => makeOriginal());
      originals.push(current);
    }
    return current;
  }

  const server = createServer(async (_request, response) => {
    try {
      response.end(JSON.stringify(await original()));
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  project.provide("installedPackage", `http://127.0.0.1:${address.port}`);

  return async function teardown() {
    server.close();
    server.closeAllConnections();
    for (const made of await Promise.allSettled(originals)) {
      if (made.status === "fulfilled") await rm(made.value.folder, { recursive: true, force: true });
    }
  };
}
