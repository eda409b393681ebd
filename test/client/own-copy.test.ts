/** Changes that a caller makes to its own objects after a call change nothing of the call. */
import { expect, it } from "vitest";
import { isProTextingError } from "../../src/client/index.ts";
import { fakeClient, ID, json, RECIPIENT, rejection } from "./support.ts";

it("an error keeps the send as it was when it was called, however its parameters are used again", async () => {
  const { client } = fakeClient(new TypeError("fetch failed"));
  const params = { mobilePhone: RECIPIENT, message: "first" };
  const failing = rejection(client.sms.send(params));
  params.mobilePhone = "12125550199";
  params.message = "second";
  const error = await failing;
  expect(isProTextingError(error, "SendOutcomeUnknownError") && error.send.params).toEqual({
    mobilePhone: RECIPIENT,
    message: "first",
  });
});

it("an abort after the request has left leaves a send open, whatever its reason says", async () => {
  const abort = new AbortController();
  const { client } = fakeClient(() => new Promise<Response>(() => undefined));
  const failing = rejection(
    client.sms.send({ mobilePhone: RECIPIENT, message: "Hello" }, { signal: abort.signal }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  abort.abort(Object.assign(new Error("connect"), { code: "UND_ERR_CONNECT_TIMEOUT", syscall: "connect" }));
  expect(await failing).toMatchObject({ name: "SendOutcomeUnknownError", cause: { name: "AbortError" } });
});

it("hooks and the log are told ids and pages of what is asked for, and no number", async () => {
  const told: unknown[] = [];
  const { client } = fakeClient(() => json([]), {
    hooks: { beforeRequest: (info) => told.push(info), afterResponse: (info) => told.push(info) },
    logger: { debug: (...line) => told.push(line) },
  });
  await client.inbox.list({ mobilePhone: RECIPIENT, page: 3 });
  await rejection(client.numbers.view(RECIPIENT));
  await rejection(client.sms.deliveryReport(ID));
  const text = JSON.stringify(told);
  expect(text).not.toContain(RECIPIENT);
  expect(text).toContain("page=3");
  expect(text).toContain(`id=${ID}`);
});
