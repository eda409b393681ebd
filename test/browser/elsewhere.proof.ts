/** Web pages of other origins, open in the browser of a user who runs the emulator. */
import { createServer } from "node:http";
import { expect, it, type TestContext } from "vitest";
import { browser } from "./browser.ts";
import { inboxFor, SHOP } from "./support.ts";

/** @returns the port of a site that has one empty page */
async function siteFor({ onTestFinished }: TestContext): Promise<number> {
  const site = createServer((_, response) =>
    response.writeHead(200, { "Content-Type": "text/html" }).end(""),
  );
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void site.close());
  const address = site.address();
  if (address === null || typeof address === "string") throw new Error("Expected the site to have a port.");
  return address.port;
}

it.for(["evil.localhost", "127.0.0.1"])(
  "a web page at %s cannot wipe an emulator on loopback, which asks nobody for a token",
  async (host, context) => {
    const inbox = await inboxFor(context);
    await inbox.send();
    const port = await siteFor(context);
    const window = await (await browser()).newContext();
    context.onTestFinished(() => window.close());
    const page = await window.newPage();
    await page.goto(`http://${host}:${port}/`);
    const answered = page.waitForResponse(`${inbox.url}/_emulator/reset`);
    // As a site does that does not care to read the answer, which needs no leave of the server.
    await page.evaluate(
      (address) => fetch(address, { method: "POST", mode: "no-cors", body: "{}" }).then(() => null),
      `${inbox.url}/_emulator/reset`,
    );
    expect((await answered).status()).toBe(403);
    expect((await inbox.emulator.messages.list({ token: SHOP })).total).toBe(1);
  },
);

it("a page that the emulator serves itself may use the control API", async (context) => {
  const inbox = await inboxFor(context);
  await inbox.send();
  const page = await inbox.open();
  const status = await page.evaluate(() =>
    fetch("/_emulator/reset", { method: "POST", body: "{}" }).then((answer) => answer.status),
  );
  expect(status).toBe(204);
});
