/**
 * Makes what many tests use once a run of vitest, when the first test asks for it: the built, packed and installed
 * package, and a browser. It happens here, in the process above the workers, so that none of them waits for a lock.
 */
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import type { Original } from "./original.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** URL that answers with the {@link Original}, and after `/browser?` with the address of one at that path. */
    readonly shared: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const endings: (() => Promise<void>)[] = [];
  let original: Promise<Original> | undefined;
  let browser: Promise<string> | undefined;
  // In watch mode the sources have changed by then.
  project.onTestsRerun(() => {
    original = undefined;
  });

  async function makeOriginal(): Promise<Original> {
    // Loaded late, since most runs of a single file need no bundler.
    const made = await (await import("./original.ts")).makeOriginal();
    endings.push(() => rm(made.folder, { recursive: true, force: true }));
    return made;
  }

  async function launch(executablePath: string): Promise<string> {
    const launched = await chromium.launchServer({ executablePath, host: "127.0.0.1" });
    endings.push(() => launched.close());
    return launched.wsEndpoint();
  }

  const server = createServer(async ({ url = "" }, response) => {
    try {
      const [, path] = url.split("/browser?");
      const made =
        path === undefined ? (original ??= makeOriginal()) : (browser ??= launch(decodeURIComponent(path)));
      response.end(JSON.stringify(await made));
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  project.provide("shared", `http://127.0.0.1:${address.port}`);

  return async function teardown() {
    server.close();
    server.closeAllConnections();
    await Promise.allSettled([original, browser]);
    for (const end of endings) await end();
  };
}
