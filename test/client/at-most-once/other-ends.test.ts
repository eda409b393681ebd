/** The rows of the table that no fault of the emulator brings about. */
import { describe, expect, it } from "vitest";
import { ProTexting, type ProTextingOptions } from "../../../src/client/index.ts";
import { fakeClient, type LocalServer, RECIPIENT, serve, TOKEN } from "../support.ts";
import { answers, CUT, cases, endOf, type Told } from "./outcomes.ts";
import { signal } from "./signal.ts";

const params = { mobilePhone: RECIPIENT, message: "Hello" };

/** How sends ended, and how many requests the server has seen of them all. */
interface Seen {
  readonly ends: readonly Told[];
  readonly requests: number;
}

function clientOf(server: LocalServer, options: ProTextingOptions = {}): ProTexting {
  return new ProTexting({ accessToken: TOKEN, baseUrl: server.url, ...options });
}

/** One send for each answer of a server, on a real socket. */
async function answered(
  given: readonly (readonly [status: number, body: string, headers?: Record<string, string>])[],
): Promise<Seen> {
  const left = [...given];
  await using server = await serve((_, response) => {
    const [status, body, headers] = left.shift() ?? [500, ""];
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  });
  const ends: Told[] = [];
  for (const _ of given) ends.push(await endOf(clientOf(server).sms.send(params)));
  return { ends, requests: server.seen.length };
}

const redirects = (...statuses: readonly number[]) =>
  statuses.map((status) => [status, "", { location: "/v1/sms/send" }] as const);

const codeOf = (status: number, code: number) =>
  [status, JSON.stringify({ name: "Unprocessable entity", message: "no", code, status })] as const;

async function hiddenRedirect(): Promise<Seen> {
  // As browsers answer when redirects are not to be followed: no status, no headers, no body.
  const hidden = new Proxy(new Response(null), {
    get(response, name) {
      if (name === "status") return 0;
      return name === "text" ? () => response.text() : Reflect.get(response, name, response);
    },
  });
  const { client, requests } = fakeClient(hidden);
  return { ends: [await endOf(client.sms.send(params))], requests: requests.length };
}

const otherAnswers: Readonly<Record<string, () => Promise<Seen>>> = {
  "2xx, whole, with another body": () =>
    answered([
      [200, ""],
      [200, "null"],
      [200, "[]"],
      [200, '"ok"'],
      [200, '{"name":"Bad Request","message":"no","code":0,"status":400}'],
      [200, "<html><body>Welcome</body></html>", { "content-type": "text/html" }],
      [200, '{"DeliveryReportUrl":"https://api.example/","Message":"sent"}'],
      [201, "{}"],
      [202, ""],
      [204, ""],
    ]),
  "2xx of another media type, cut in its body": async () => {
    const types = ["text/html", "application/xhtml+xml", "application/rss+xml"];
    const sent: Told[] = [];
    await using server = await serve((_, response) => {
      response.writeHead(200, { "content-type": types[sent.length], "content-length": 100 });
      response.write("<html><body>Please", () => response.socket?.destroy());
    });
    for (const _ of types) sent.push(await endOf(clientOf(server).sms.send(params)));
    return { ends: sent, requests: server.seen.length };
  },
  "2xx, whole, with a code of the vendor's page": () => answered([codeOf(200, 1), codeOf(202, 8)]),
  "422 with a code of the vendor's page": () =>
    answered([1, 2, 3, 4, 5, 6, 7, 301, 302, 1000, 1001, 10_001, 999].map((code) => codeOf(422, code))),
  "5xx or 408 with such a code": () =>
    answered([500, 502, 503, 504, 408].flatMap((status) => [codeOf(status, 1), codeOf(status, 8)])),
  "301, 307, 308": () => answered(redirects(301, 307, 308)),
  "421": () => answered([[421, ""]]),
  "302, 303, hidden redirect": async () => {
    const [seen, hidden] = [await answered(redirects(302, 303)), await hiddenRedirect()];
    return { ends: [...seen.ends, ...hidden.ends], requests: seen.requests + hidden.requests };
  },
};

describe("the answer to a send", () => {
  it.each(Object.entries(otherAnswers))("%s: ends as the table says, asked once", async (name, run) => {
    const { ends, requests } = await run();
    expect(ends).toEqual(ends.map(() => answers.get(name)));
    expect([requests, requests > 0]).toEqual([ends.length, true]);
  });

  it("has a test for each of its rows in the table", () => {
    expect(new Set([...Object.values(CUT), ...Object.keys(otherAnswers)])).toEqual(new Set(answers.keys()));
  });
});

/** A server that answers nothing, ever. */
const silent = () => serve(() => undefined);

async function on(server: LocalServer, send: (server: LocalServer) => PromiseLike<Told>): Promise<Seen> {
  await using here = server;
  const end = await send(here);
  return { ends: [end], requests: here.seen.length };
}

const withoutAnswer: Readonly<
  Record<string, { readonly requests: number; readonly run: () => Promise<Seen> }>
> = {
  "no connection came about": {
    requests: 0,
    run: async () => {
      const gone = await silent();
      await gone[Symbol.asyncDispose]();
      let retries = 0;
      const client = clientOf(gone, {
        timeout: false,
        sleep: () => Promise.resolve(),
        hooks: { beforeRetry: () => retries++ },
      });
      const end = await endOf(client.sms.send(params));
      // Nothing left, so it was tried again: twice, as the default says.
      return { ends: retries === 2 ? [end] : [], requests: gone.seen.length };
    },
  },
  "the caller's signal before the request left": {
    requests: 0,
    run: async () =>
      on(await silent(), (server) =>
        endOf(clientOf(server).sms.send(params, { signal: AbortSignal.abort() })),
      ),
  },
  "the caller's signal after the request left": {
    requests: 1,
    run: async () => {
      const caller = new AbortController();
      return on(await serve(() => caller.abort()), (server) =>
        endOf(clientOf(server).sms.send(params, { signal: caller.signal })),
      );
    },
  },
  "the server closes a kept connection as the request comes": {
    // The first opens the connection.
    requests: 2,
    run: async () => {
      const server = await serve((request, response) => {
        if (request.method === "POST") request.socket.destroy();
        else response.end('{"AvailableCredits":"1"}');
      });
      await clientOf(server).credits.balance();
      return on(server, (here) => endOf(clientOf(here).sms.send(params)));
    },
  },
  "the deadline before the request left": {
    requests: 0,
    run: async () =>
      on(await silent(), (server) => {
        const pacing = { acquire: () => new Promise<never>(() => undefined) };
        const sleep = () => Promise.resolve();
        return endOf(clientOf(server, { pacing, sleep }).sms.send(params, { deadline: 1000 }));
      }),
  },
  "allowRecipients, or input that cannot be written": {
    requests: 0,
    run: async () =>
      on(await silent(), async (server) => {
        const careful = clientOf(server, { allowRecipients: [] });
        const xml = clientOf(server, { format: "xml" });
        const ends = [
          await endOf(careful.sms.send(params)),
          await endOf(xml.sms.send({ ...params, message: "\u0000" })),
        ];
        const [first, second] = ends.map((end) => JSON.stringify(end));
        if (ends[0] === undefined || first !== second)
          throw new Error(`Not the same: ${first} and ${second}`);
        return ends[0];
      }),
  },
};

describe("a send without an answer", () => {
  it.each(Object.entries(withoutAnswer))("%s: ends as the table says", async (name, { requests, run }) => {
    expect(await run()).toEqual({ ends: [cases.get(name)], requests });
  });

  it("has a test for each of its rows in the table", () => {
    expect(Object.keys(withoutAnswer).sort()).toEqual([...cases.keys()].sort());
  });

  it("whose signal fires while its hook holds it back is refused, and does not leave", async () => {
    const caller = new AbortController();
    const held = signal();
    await using server = await silent();
    const hooks = {
      beforeRequest: () => {
        caller.abort();
        held.fire();
      },
    };
    const sending = endOf(clientOf(server, { hooks }).sms.send(params, { signal: caller.signal }));
    await held.fired;
    expect(await sending).toEqual(cases.get("the caller's signal before the request left"));
    expect(server.seen).toEqual([]);
  });
});
