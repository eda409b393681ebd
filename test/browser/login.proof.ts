import { createServer } from "node:http";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { CONTROL_TOKEN, guardedInboxFor, inboxFor, SHOP } from "./support.ts";

async function logIn(page: Page, token: string): Promise<void> {
  await page.getByLabel("Control token").fill(token);
  await page.getByRole("button", { name: "Log in" }).click();
}

describe("the page on an open address", () => {
  it("shows nothing before one has logged in with the control token", async (context) => {
    const inbox = await guardedInboxFor(context);
    await inbox.send({ Message: "A secret" });
    const page = await inbox.open();
    expect(await page.content()).not.toMatch(/secret|test_/);
    await logIn(page, "a-token-that-is-made-up");
    await page.getByText("not the control token of this emulator").waitFor();
    await logIn(page, CONTROL_TOKEN);
    await page.getByText("A secret").waitFor();
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
    expect(cookie?.value).not.toContain(CONTROL_TOKEN);
  });

  it("is live behind its login too, and closed again after one has logged out", async (context) => {
    const inbox = await guardedInboxFor(context);
    await inbox.send({ Message: "The first" });
    const page = await inbox.open();
    await logIn(page, CONTROL_TOKEN);
    await page.getByText("The first").waitFor();
    await inbox.send({ Message: "The second" });
    await page.getByText("The second").waitFor();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByLabel("Control token").waitFor();
    await page.goBack();
    await page.getByLabel("Control token").waitFor();
    expect(await page.content()).not.toContain("The second");
  });
});

describe("forms that come from elsewhere", () => {
  it("are refused, also from another port of this machine and with a token that is good", async (context) => {
    const inbox = await guardedInboxFor(context);
    await inbox.send({ Message: "Still here" });
    const page = await inbox.open();
    await logIn(page, CONTROL_TOKEN);
    await page.getByText("Still here").waitFor();
    const csrf = await page.locator('form[action$="/logout"] input[name="csrf"]').inputValue();
    expect(csrf).toMatch(/^[0-9a-f]{64}$/);
    const form = `<form method="post" action="${inbox.url}/_emulator/page/logout">
      <input name="csrf" value="${csrf}"><button>Win</button></form>`;
    const elsewhere = createServer((_, response) =>
      response.writeHead(200, { "Content-Type": "text/html" }).end(form),
    );
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    context.onTestFinished(() => void elsewhere.close());
    const address = elsewhere.address();
    const port = typeof address === "object" ? address?.port : undefined;
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByRole("button", { name: "Win" }).click();
    await page.getByText("The form was refused").waitFor();
    await page.getByText(/^It comes from another (?:site|origin)\.$/).waitFor();
    await page.goto(inbox.url);
    await page.getByText("Still here").waitFor();
    // The visit to the other server was the test's own.
    expect(inbox.faults.splice(0).every((fault) => fault.includes(`:${port}/`))).toBe(true);
  });
});

describe("a page elsewhere", () => {
  it("cannot show this one in a frame", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "Framed" }, SHOP);
    const elsewhere = createServer((_, response) =>
      response.writeHead(200, { "Content-Type": "text/html" }).end(`<iframe src="${inbox.url}/"></iframe>`),
    );
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    context.onTestFinished(() => void elsewhere.close());
    const address = elsewhere.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const page = await inbox.open();
    await page.goto(`http://127.0.0.1:${port}/`);
    expect(await page.frameLocator("iframe").getByText("Framed").count()).toBe(0);
    expect(inbox.faults.splice(0).some((fault) => fault.includes("frame-ancestors"))).toBe(true);
  });
});
