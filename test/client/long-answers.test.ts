/** Answers without an end, on real sockets. */
import { expect, it } from "vitest";
import { ProTexting } from "../../src/client/index.ts";
import { RECIPIENT, rejection, serve, TOKEN } from "./support.ts";

const MEBIBYTE = 2 ** 20;

/** A server that writes on until the client hangs up, and how much it wrote by then. */
async function endless(status: number) {
  const written = { bytes: 0, closed: false };
  const server = await serve((_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.on("close", () => {
      written.closed = true;
    });
    const chunk = "[".repeat(64 * 1024);
    const write = () => {
      while (!written.closed) {
        written.bytes += chunk.length;
        if (!response.write(chunk)) return;
      }
    };
    response.on("drain", write);
    write();
  });
  return { server, written };
}

const clientOf = (baseUrl: string) =>
  new ProTexting({ accessToken: TOKEN, baseUrl, retries: 0, pacing: false, timeout: false });

it.each([
  [200, "SendOutcomeUnknownError"],
  [422, "InvalidInputError"],
])("of a send with status %i are cut off after a mebibyte: %s", async (status, name) => {
  const { server, written } = await endless(status);
  await using _ = server;
  const sending = clientOf(server.url).sms.send({ mobilePhone: RECIPIENT, message: "Hello" });
  expect(await rejection(sending)).toMatchObject({ name });
  // The bytes in the socket's buffers come on top.
  expect(written.bytes).toBeLessThan(16 * MEBIBYTE);
});

it("of a list are cut off after sixteen, which is not the API's answer", async () => {
  const { server, written } = await endless(200);
  await using _ = server;
  expect(await rejection(clientOf(server.url).sentHistory.singleList())).toMatchObject({
    name: "UnexpectedAnswerError",
  });
  expect(written.bytes).toBeGreaterThan(15 * MEBIBYTE);
  expect(written.bytes).toBeLessThan(64 * MEBIBYTE);
});
