/** Parts for the proofs: an origin that notes what reaches it, a clock of their own, a verifier that is not Pact. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Budget, openBudget } from "../../../contracts/live/egress/budget.ts";
import { type Egress, type EgressOptions, openEgressOf } from "../../../contracts/live/egress/egress.ts";
import type { Time } from "../../../contracts/live/egress/pacing.ts";
import { parseLivePact, readInteraction } from "../../../contracts/live/interaction.ts";
import type { LiveOptions, LiveResult } from "../../../contracts/live/options.ts";
import { type LiveParts, verifyLiveWith } from "../../../contracts/live/verify-live.ts";
import { type Ask, allowed, ask } from "./ask.ts";
import { HOST, RECIPIENT, TOKEN } from "./stand-in.ts";

export type Answering = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

export interface Arrived {
  readonly method: string;
  readonly url: string;
  /** By the scene's clock. */
  readonly at: number;
}

export interface Started {
  /** Text of the file that the verifier was given. */
  readonly pact: string;
  readonly path: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** One proof's surroundings, gone when it is over. */
export class Scene implements AsyncDisposable {
  readonly arrived: Arrived[] = [];
  readonly started: Started[] = [];
  /** Milliseconds since 1970. */
  now = Date.UTC(2026, 0, 15, 12);
  /** Answer of the origin. */
  answering: Answering = (response) => {
    response.writeHead(200, { "Content-Type": "application/json" }).end('{"AvailableCredits":1000}');
  };
  /** Work done while a request waits for its turn. */
  whileWaiting: () => Promise<void> = async () => undefined;
  readonly #folder: string;
  readonly #close: () => Promise<void>;
  readonly #port: number;
  readonly #parts: LiveParts;
  readonly #open: AsyncDisposable[] = [];

  private constructor(parts: LiveParts, folder: string, port: number, close: () => Promise<void>) {
    this.#parts = parts;
    this.#folder = folder;
    this.#port = port;
    this.#close = close;
  }

  static async open(parts: LiveParts): Promise<Scene> {
    const folder = await mkdtemp(join(tmpdir(), "guards-"));
    const server = createServer((request, response) => {
      const { method = "", url = "" } = request;
      scene.arrived.push({ method, url, at: scene.now });
      request.resume();
      void scene.answering(response, request);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const scene = new Scene(parts, folder, port, async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await rm(folder, { recursive: true, force: true });
    });
    return scene;
  }

  get time(): Time {
    return {
      now: () => this.now,
      sleep: async (milliseconds) => {
        await this.whileWaiting();
        this.now += milliseconds;
      },
    };
  }

  get budgetFile(): string {
    return join(this.#folder, "budget.jsonl");
  }

  get folder(): string {
    return this.#folder;
  }

  get url(): string {
    return `http://${HOST}:${this.#port}`;
  }

  get resolve(): string {
    return `${HOST}:${this.#port}:127.0.0.1`;
  }

  async budgetText(): Promise<string> {
    return await readFile(this.budgetFile, "utf8").catch(() => "");
  }

  async budget(limit: number): Promise<Budget> {
    const budget = await openBudget(this.budgetFile, limit, this.#parts.budget);
    this.#open.push({ [Symbol.asyncDispose]: () => budget.close() });
    return budget;
  }

  /** An egress to the origin that was told to let these pass. */
  async egress(plan: readonly Ask[], options: Partial<EgressOptions> = {}): Promise<Egress> {
    const egress = await openEgressOf(this.#parts, {
      target: this.url,
      resolve: [this.resolve],
      token: TOKEN,
      allow: plan.map(allowed),
      time: this.time,
      ...options,
    });
    this.#open.push({ [Symbol.asyncDispose]: () => egress.close() });
    return egress;
  }

  /** A whole run, with a verifier that asks for everything in the file that it is given. */
  async verify(options: LiveOptions): Promise<LiveResult> {
    const runPact: LiveParts["runPact"] = async (files, url, _states, { environment = {} } = {}) => {
      const path = [files].flat().join();
      const pact = await readFile(path, "utf8");
      this.started.push({ pact, path, environment });
      const results = [];
      for (const written of parseLivePact(pact).interactions) {
        const request = readInteraction(written)?.request;
        if (request === undefined) continue;
        const pairs = Object.entries(request.query).flatMap(([name, values]) =>
          values.map((value): [string, string] => [name, value]),
        );
        await ask(url, {
          method: request.method,
          path: request.path,
          query: new URLSearchParams(pairs).toString(),
          ...(request.body === undefined ? {} : { body: JSON.stringify(Object(request.body).content) }),
        });
        results.push({ description: written.description, verified: true });
      }
      return { passed: true, results, errors: [] };
    };
    return await verifyLiveWith(
      { ...this.#parts, runPact },
      {
        url: this.url,
        resolve: [this.resolve],
        accessToken: TOKEN,
        environment: { PROTEXTING_LIVE: "1" },
        time: this.time,
        ...options,
      },
    );
  }

  spending(credits: number) {
    return { recipient: RECIPIENT, credits, budgetFile: this.budgetFile };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const one of this.#open.toReversed()) await one[Symbol.asyncDispose]();
    await this.#close();
  }
}

export interface PactEntry {
  readonly description: string;
  readonly touches: string;
  readonly asks: Ask;
  readonly state?: string;
}

/** A pact of version 4 with these interactions. */
export function pactOf(...entries: readonly PactEntry[]): object {
  return {
    consumer: { name: "somebody" },
    provider: { name: "protexting-api-v2" },
    interactions: entries.map(({ description, touches, asks, state = "an account" }) => {
      const { method = "GET", path = "/", query = "access_token=your_access_token", body } = asks;
      const pairs = [...new URLSearchParams(query)].map(([name, value]) => [name, [value]]);
      return {
        type: "Synchronous/HTTP",
        description,
        pending: false,
        comments: { touches, endpoint: path, "rests-on": [] },
        providerStates: [{ name: state }],
        request: {
          method,
          path,
          query: Object.fromEntries(pairs),
          headers: {
            Accept: ["application/json"],
            ...(body === undefined ? {} : { "Content-Type": ["application/json"] }),
          },
          ...(body === undefined
            ? {}
            : {
                body: {
                  content: JSON.parse(String(body)),
                  contentType: "application/json",
                  encoded: false,
                },
              }),
        },
        response: { status: 200 },
      };
    }),
    metadata: { pactSpecification: { version: "4.0" } },
  };
}
