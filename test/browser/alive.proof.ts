import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { CONTROL_TOKEN, guardedInboxFor, type Inbox, inboxFor, SHOP } from "./support.ts";

const WRITTEN = "+1 (212) 555-0150";
const OTHER = "test_other";

async function reset({ url }: Inbox): Promise<void> {
  const answer = await fetch(`${url}/_emulator/reset`, { method: "POST", body: "{}" });
  expect(answer.status).toBeLessThan(300);
}

describe("a page stays alive when a reset takes its account away", () => {
  it("at /, where it shows whoever calls next", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "Before the reset" });
    const page = await inbox.open();
    await page.getByText("Before the reset").waitFor();
    await reset(inbox);
    await page.getByText("Nobody has called yet").waitFor();
    await inbox.send({ Message: "After the reset" }, OTHER);
    await page.getByText("After the reset").waitFor();
    await inbox.send({ Message: "And again" }, OTHER);
    await page.getByText("And again").waitFor();
    expect(await page.getByLabel("Account").locator("option:checked").innerText()).toBe(OTHER);
  });

  it("at the account's own address, where it shows the account when that is back", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "Before the reset" });
    const page = await inbox.open();
    await page.getByRole("link", { name: WRITTEN }).click();
    await page.getByRole("heading", { name: WRITTEN }).waitFor();
    await reset(inbox);
    await page.getByText("No such account").waitFor();
    await inbox.send({ Message: "Of another" }, OTHER);
    await inbox.send({ Message: "Back again" });
    await page.locator(".bubble", { hasText: "Back again" }).waitFor();
    expect(await page.getByText("Before the reset").count()).toBe(0);
  });

  it("when it was loaded again meanwhile", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "Before the reset" });
    const page = await inbox.open();
    await page.getByRole("link", { name: WRITTEN }).click();
    await page.getByRole("heading", { name: WRITTEN }).waitFor();
    await reset(inbox);
    await page.getByText("No such account").waitFor();
    await page.reload();
    await page.getByText("No such account").waitFor();
    await inbox.send({ Message: "Back again" });
    await page.locator(".bubble", { hasText: "Back again" }).waitFor();
    expect(await page.getByText("No such account").count()).toBe(0);
  });
});

describe("a page at /", () => {
  it("keeps the account that it shows, whoever else calls meanwhile", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "Of the shop" });
    const page = await inbox.open();
    await page.getByText("Of the shop").waitFor();
    await inbox.send({ Message: "More of the shop" });
    await inbox.send({ Message: "Of another" }, OTHER);
    await page.getByText("More of the shop").waitFor();
    await inbox.emulator.clock.advance("5s");
    await page.getByText("Delivered").waitFor();
    expect(await page.getByLabel("Account").locator("option:checked").innerText()).toBe(SHOP);
  });
});

describe("a page stays alive when the emulator is started again on its port", () => {
  it("and shows what the new one has, even when that looks as new as before", async (context) => {
    const inbox = await inboxFor(context);
    const page = await inbox.open();
    await page.getByText("Nobody has called yet").waitFor();
    await inbox.send({ Message: "Of the first run" });
    await page.getByText("Of the first run").waitFor();
    await inbox.restart();
    await inbox.send({ Message: "Of the second run" });
    await page.getByText("Of the second run").waitFor();
    expect(await page.getByText("Of the first run").count()).toBe(0);
    await inbox.send({ Message: "Live in it" });
    await page.getByText("Live in it").waitFor();
  });

  it("and asks for the login that the new one wants", async (context) => {
    const inbox = await guardedInboxFor(context);
    await inbox.send({ Message: "Of the first run" });
    const page = await inbox.open();
    await logIn(page);
    await page.getByText("Of the first run").waitFor();
    await inbox.restart();
    await page.getByLabel("Control token").waitFor();
    expect(await page.getByText("Of the first run").count()).toBe(0);
    await inbox.send({ Message: "Of the second run" });
    await logIn(page);
    await page.getByText("Of the second run").waitFor();
  });
});

describe("the answer to a form that was refused", () => {
  it("says that it is not live, and leads to its view when it is loaded again", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send();
    const page = await inbox.open();
    await page.getByRole("link", { name: "Levers" }).click();
    expect(await page.getByText("does not show up while this form stands here").count()).toBe(0);
    await page.getByLabel("New balance").fill("lots");
    await page.getByRole("button", { name: "Set the balance" }).click();
    await page.getByText("does not show up while this form stands here").waitFor();
    // By the address, as whoever loads it without sending the form again.
    await page.goto(page.url());
    await page.getByRole("heading", { name: "Levers" }).waitFor();
    expect(page.url()).toMatch(/\/levers$/);
    await inbox.send();
    await page.locator(".credits strong", { hasText: "998" }).waitFor();
  });
});

async function logIn(page: Page): Promise<void> {
  await page.getByLabel("Control token").fill(CONTROL_TOKEN);
  await page.getByRole("button", { name: "Log in" }).click();
}

describe("tabs", () => {
  /** As a browser says it of a tab in the background; a browser without a window never does. */
  async function inBackground(context: BrowserContext, url: string): Promise<Page> {
    const page = await context.newPage();
    await page.addInitScript(() => {
      let isHidden = true;
      Object.defineProperty(document, "hidden", { get: () => isHidden });
      document.addEventListener("test-shown", () => {
        isHidden = false;
        document.dispatchEvent(new Event("visibilitychange"));
      });
    });
    await page.goto(url);
    return page;
  }

  it("that were opened in the background do not keep others from being loaded, and are live once seen", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "The first" });
    const first = await inbox.open("/_emulator/page");
    const background = [];
    for (let number = 1; number <= 8; number++)
      background.push(await inBackground(first.context(), inbox.url));
    await inbox.send({ Message: "The second" });
    await first.getByText("The second").waitFor();
    const [one] = background;
    expect(await one?.getByText("The first").count()).toBe(1);
    await one?.evaluate(() => document.dispatchEvent(new Event("test-shown")));
    await one?.getByText("The second").waitFor();
  });
});
