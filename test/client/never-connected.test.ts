/** Failures that surely sent nothing, on real sockets and as other runtimes word them. */
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { ProTexting } from "../../src/client/index.ts";
import { selfSigned } from "../contracts/live/certificate.ts";
import { fakeClient, RECIPIENT, rejection, TOKEN } from "./support.ts";

const params = { mobilePhone: RECIPIENT, message: "Hello" };
const servers: Server[] = [];

const sockets: Socket[] = [];

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
});

async function portOf(server: Server): Promise<number> {
  servers.push(server.on("connection", (socket: Socket) => sockets.push(socket)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("expected a port");
  return address.port;
}

const sendTo = (baseUrl: string) =>
  rejection(new ProTexting({ accessToken: TOKEN, baseUrl, retries: 0, pacing: false }).sms.send(params));

describe("a send that no connection came about for is refused", () => {
  it.each(["localhost", "other.example"])("where the certificate is not trusted: of %s", async (name) => {
    let requests = 0;
    const port = await portOf(
      createTlsServer(selfSigned(name), (_, response) => {
        requests++;
        response.end("{}");
      }),
    );
    expect(await sendTo(`https://localhost:${port}`)).toMatchObject({ name: "ConnectionError" });
    expect(requests).toBe(0);
  });

  it("where https meets a server of http", async () => {
    const port = await portOf(createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
    expect(await sendTo(`https://127.0.0.1:${port}`)).toMatchObject({ name: "ConnectionError" });
  });

  it("where the server hangs up before the handshake is over", async () => {
    const port = await portOf(createServer((socket) => socket.on("data", () => socket.end())));
    expect(await sendTo(`https://127.0.0.1:${port}`)).toMatchObject({ name: "ConnectionError" });
  });

  it("where fetch blocks the port", async () => {
    expect(await sendTo("http://127.0.0.1:6000")).toMatchObject({ name: "ConnectionError" });
  });
});

const coded = (message: string, code: string) => Object.assign(new TypeError(message), { code });
const caused = (message: string) => new TypeError("fetch failed", { cause: new Error(message) });
const deno = (rest: string) =>
  caused(`error sending request for url (https://localhost:1/): client error ${rest}`);

describe("as other runtimes word it, a send", () => {
  it.each([
    [
      "Bun 1.4",
      coded("ECONNREFUSED: Unable to connect. Is the computer able to access the url?", "ECONNREFUSED"),
    ],
    ["Bun 1.0", coded("Unable to connect. Is the computer able to access the url?", "ConnectionRefused")],
    ["Bun", coded("self signed certificate", "DEPTH_ZERO_SELF_SIGNED_CERT")],
    ["Bun", coded("EPROTO: The TLS handshake failed. Does the server speak TLS on this port?", "EPROTO")],
    [
      "node-fetch",
      coded(
        "request to http://localhost:1/ failed, reason: connect ECONNREFUSED 127.0.0.1:1",
        "ECONNREFUSED",
      ),
    ],
    [
      "node-fetch",
      coded("request to https://a.test/ failed, reason: getaddrinfo EAI_AGAIN a.test", "EAI_AGAIN"),
    ],
    [
      "node-fetch",
      coded(
        "request to https://localhost:1/ failed, reason: write EPROTO 80DC:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:",
        "EPROTO",
      ),
    ],
    ["Node", caused("bad port")],
    ["Node", new TypeError("fetch failed", { cause: coded("altnames", "ERR_TLS_CERT_ALTNAME_INVALID") })],
    ["Deno", deno("(Connect): tcp connect error: Connection refused (os error 111)")],
    ["Deno", deno("(Connect): dns error: failed to lookup address information")],
    ["Deno", deno("(Connect): invalid peer certificate: UnknownIssuer")],
    ["Deno", deno("(Connect): received corrupt message of type InvalidContentType")],
    ["Deno", new TypeError("Fetch failed: Requests to port 6000 are blocked")],
  ])("is refused (%s: %s)", async (_, failure) => {
    expect(await rejection(fakeClient(failure).client.sms.send(params))).toMatchObject({
      name: "ConnectionError",
    });
  });

  it.each([
    ["Bun", coded("ECONNRESET: The socket connection was closed unexpectedly.", "ECONNRESET")],
    ["Deno", deno("(SendRequest): connection closed before message completed")],
    ["Deno", caused("Connection reset by peer (os error 104)")],
    ["node-fetch", coded("request to http://localhost:1/ failed, reason: socket hang up", "ECONNRESET")],
    ["node-fetch", coded("request to https://localhost:1/ failed, reason: write EPROTO", "EPROTO")],
    ["Node", new TypeError("fetch failed", { cause: coded("other side closed", "UND_ERR_SOCKET") })],
    ["Node, a client certificate that is asked for late", caused("tlsv13 alert certificate required")],
    ["Chromium", new TypeError("Failed to fetch")],
  ])("is in doubt (%s: %s)", async (_, failure) => {
    expect(await rejection(fakeClient(failure).client.sms.send(params))).toMatchObject({
      name: "SendOutcomeUnknownError",
    });
  });
});
