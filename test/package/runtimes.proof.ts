/** The built client on Bun and Deno: what leaves once, and what surely never left. */
import { createServer as createTlsServer } from "node:https";
import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pinnedRuntimes } from "../../scripts/nodes/pinned.ts";
import { selfSigned } from "../contracts/live/certificate.ts";
import { type Installed, installPackage, PACKAGE, run } from "./support.ts";

/** True when every runtime has to be there; elsewhere a missing one is reported as a skipped test. */
const CI = !["", "false", "0"].includes(process.env["CI"] ?? "");

const pinned = (await pinnedRuntimes()).filter(
  ({ runtime, missing }, index, all) =>
    runtime !== "node" || (missing === undefined && index === all.findIndex((one) => one.runtime === "node")),
);

/** Each send's end by the address it went to; the one that is dropped comes second on its connection. */
const SENDS = `
  import { ProTexting } from "${PACKAGE}";
  const addresses = JSON.parse(process.env.ADDRESSES);
  const told = {};
  for (const [name, baseUrl] of Object.entries(addresses)) {
    const client = new ProTexting({ accessToken: "test_runtimes", baseUrl, retries: 0, pacing: false });
    const send = () => client.sms.send({ mobilePhone: "16465550150", message: "Hello" });
    if (name === "dropped") await send().catch(() => undefined);
    told[name] = await send().then(() => "accepted", (error) => error.name);
  }
  console.log(JSON.stringify(told));
  process.exit(0);
`;

const servers: Server[] = [];
const sockets: Socket[] = [];
const posts: string[] = [];
let installed: Installed;
let addresses: Readonly<Record<string, string>>;

async function listen(server: Server, scheme = "http"): Promise<string> {
  servers.push(server.on("connection", (socket: Socket) => sockets.push(socket)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `${scheme}://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

/** Answers the first request of a connection, and does with the next as it is told. */
function counting(name: string, first: string, next?: string): Server {
  return createServer((socket) => {
    let count = 0;
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      if (!data.toString("latin1").startsWith("POST")) return;
      posts.push(name);
      const answer = count++ === 0 ? first : next;
      if (answer === undefined) socket.destroy();
      else socket.write(answer);
    });
  });
}

beforeAll(async () => {
  installed = await installPackage();
  const closed = createServer();
  const gone = await listen(closed);
  closed.close();
  addresses = {
    misdirected: await listen(
      counting("misdirected", "HTTP/1.1 421 Misdirected\r\ncontent-length: 2\r\n\r\n{}"),
    ),
    dropped: await listen(counting("dropped", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")),
    gone,
    untrusted: await listen(createTlsServer(selfSigned("localhost")), "https"),
    plain: await listen(
      createServer((socket) => socket.end("HTTP/1.1 400 Bad\r\n\r\n")),
      "https",
    ),
  };
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  await installed.remove();
});

describe.each(pinned)("on $runtime $version", ({ runtime, binary, missing }) => {
  it("a send leaves once, and one that no connection came about for is refused", async ({ skip }) => {
    skip(missing !== undefined && !CI, missing);
    expect(missing).toBeUndefined();
    posts.length = 0;
    const args = runtime === "deno" ? ["eval", "--ext=mjs", SENDS] : ["--eval", SENDS];
    const { stdout } = await run(binary, runtime === "node" ? ["--input-type=module", ...args] : args, {
      cwd: installed.project,
      timeout: 60_000,
      env: { PATH: process.env["PATH"], ADDRESSES: JSON.stringify(addresses) },
    });
    expect([JSON.parse(stdout), posts]).toEqual([
      {
        misdirected: "RefusedError",
        dropped: "SendOutcomeUnknownError",
        gone: "ConnectionError",
        untrusted: "ConnectionError",
        plain: "ConnectionError",
      },
      ["misdirected", "dropped", "dropped"],
    ]);
  });
});

describe("the runtimes tried", () => {
  it("are a Node, Bun and Deno", () => {
    expect(new Set(pinned.map(({ runtime }) => runtime))).toEqual(new Set(["node", "bun", "deno"]));
  });
});
