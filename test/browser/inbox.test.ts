import { describe, expect, it } from "vitest";
import { inboxFor, RECIPIENT, SHOP } from "./support.ts";

const WRITTEN = "+1 (212) 555-0150";

describe("the inbox in a browser", () => {
  it("shows who was written to, and what, as a phone does", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "Your parcel is on its way" });
    await inbox.emulator.inbound({ token: SHOP, from: RECIPIENT, message: "Thank you" });
    const page = await inbox.open();
    await page.getByRole("link", { name: WRITTEN }).click();
    await page.getByRole("heading", { name: WRITTEN }).waitFor();
    const bubbles = page.locator(".bubble");
    expect(await page.locator(".bubble .text").allInnerTexts()).toEqual([
      "Your parcel is on its way",
      "Thank you",
    ]);
    const [sent, received] = await Promise.all([bubbles.first().boundingBox(), bubbles.last().boundingBox()]);
    expect(sent?.x).toBeGreaterThan((received?.x ?? 0) + (received?.width ?? 0));
  });

  it("shows what happens without being asked, and statuses as they move", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "The first" });
    const page = await inbox.open();
    await page.getByRole("link", { name: WRITTEN }).click();
    await page.locator(".entry", { hasText: "Pending" }).waitFor();
    inbox.clock.advance(1000);
    await inbox.send({ Message: "The second" });
    await page.locator(".entry", { hasText: "The second" }).waitFor();
    await page.locator(".entry", { hasText: "Processed" }).waitFor();
    await inbox.emulator.clock.advance("5s");
    await page.locator(".entry", { hasText: "The second" }).getByText("Delivered").waitFor();
    expect(await page.locator(".entry .status").allInnerTexts()).toEqual(["✓✓ Delivered", "✓✓ Delivered"]);
  });

  it("welcomes who comes before the first call, and shows it when it comes", async (context) => {
    const inbox = await inboxFor(context);
    const page = await inbox.open();
    await page.getByText("Nobody has called yet").waitFor();
    await inbox.send();
    await page.getByRole("link", { name: WRITTEN }).waitFor();
    await inbox.send({ Message: "And then" });
    await page.getByText("And then").waitFor();
    expect(await page.getByText("Nobody has called yet").count()).toBe(0);
  });

  it("can be read without script", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "Without script" });
    await inbox.send({ Message: "Of another" }, "test_other");
    const page = await inbox.open("/", { javaScriptEnabled: false });
    await page.getByLabel("Account").selectOption({ label: SHOP });
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByLabel("Search numbers and texts").fill("without");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: "Without script" }).click();
    await page.getByRole("heading", { name: "Segments" }).waitFor();
    await page.getByRole("link", { name: "Close" }).click();
    expect(await page.locator(".bubble .text").allInnerTexts()).toEqual(["Without script"]);
  });

  it("holds a bounded number of messages, however many there are", async (context) => {
    const inbox = await inboxFor(context);
    for (let number = 1; number <= 120; number++) await inbox.send({ Message: `Message ${number}.` });
    const page = await inbox.open();
    await page.getByRole("link", { name: WRITTEN }).click();
    await page.getByText("Message 120.", { exact: true }).last().waitFor();
    expect(await page.locator(".bubble").count()).toBe(50);
    expect(await page.locator("*").count()).toBeLessThan(2000);
    await page.getByRole("link", { name: "Older messages" }).click();
    await page.getByText("Message 70.", { exact: true }).waitFor();
    expect(await page.locator(".bubble").count()).toBe(50);
    await page.getByRole("link", { name: "Newest messages" }).click();
    await page.getByText("Message 120.", { exact: true }).last().waitFor();
  });

  it("begins a conversation at its newest end, and stays there", async (context) => {
    const inbox = await inboxFor(context);
    for (let number = 1; number <= 40; number++) await inbox.send({ Message: `Message ${number}.` });
    const page = await inbox.open();
    await page.getByRole("link", { name: WRITTEN }).click();
    await page.locator(".bubble").last().waitFor();
    const isInSight = (text: string): Promise<boolean> =>
      page.locator(".bubble", { hasText: text }).evaluate((bubble) => {
        const { top, bottom } = bubble.getBoundingClientRect();
        return top >= 0 && bottom <= window.innerHeight;
      });
    expect(await isInSight("Message 40.")).toBe(true);
    await inbox.send({ Message: "Message 41." });
    await page.locator(".bubble", { hasText: "Message 41." }).waitFor();
    expect(await isInSight("Message 41.")).toBe(true);
  });

  it("writes times in the emulator's zone, and in the reader's", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send();
    const page = await inbox.open("/", { timezoneId: "Asia/Tokyo" });
    await page.locator(".clock", { hasText: "21:00 local" }).waitFor();
    expect(await page.locator(".clock").innerText()).toContain("07:00:00 GMT-5 · 21:00 local");
  });

  it("can be used with the keyboard alone", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "The first" });
    await inbox.send({ Message: "The second", MobilePhone: "13125550151" });
    const page = await inbox.open();
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").innerText()).toBe("Skip to the content");
    await page.getByLabel("Search numbers and texts").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    expect(await page.locator(":focus .who").innerText()).toBe(WRITTEN);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: WRITTEN }).waitFor();
    expect(await page.locator(":focus .who").innerText()).toBe(WRITTEN);
  });

  it("comes back to a message that is closed", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "The first" });
    await inbox.send({ Message: "The second" });
    const page = await inbox.open();
    await page.getByRole("link", { name: WRITTEN }).click();
    await page.locator(".bubble", { hasText: "The first" }).click();
    await page.getByRole("link", { name: "Close" }).press("Enter");
    await page.locator(".bubble:focus").waitFor();
    expect(await page.locator(".bubble:focus .text").innerText()).toBe("The first");
  });

  it("begins at the top, as high as what it says, before the first call", async (context) => {
    const inbox = await inboxFor(context);
    const page = await inbox.open("/", { viewport: { width: 1280, height: 1200 } });
    const main = page.locator("main > *");
    const tops = await main.evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().height));
    expect(tops.reduce((sum, height) => sum + height)).toBeLessThan(300);
  });

  it("shows one pane at a time on a phone", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "On a phone" });
    const page = await inbox.open("/", { viewport: { width: 375, height: 700 } });
    await page.getByRole("link", { name: WRITTEN }).click();
    await page.getByRole("heading", { name: WRITTEN }).waitFor();
    expect(await page.locator(".pane:visible").count()).toBe(1);
    await page.locator(".bubble").click();
    await page.getByRole("heading", { name: "Segments" }).waitFor();
    expect(await page.locator(".pane:visible").count()).toBe(1);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByRole("link", { name: "Close" }).click();
    await page.getByRole("link", { name: "All" }).click();
    await page.getByRole("link", { name: WRITTEN }).waitFor();
  });

  it("goes back to where one was", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "Look at me" });
    const page = await inbox.open();
    await page.getByRole("link", { name: WRITTEN }).click();
    await page.locator(".bubble").click();
    await page.getByRole("heading", { name: "Segments" }).waitFor();
    await page.goBack();
    await page.getByRole("heading", { name: "Segments" }).waitFor({ state: "detached" });
    expect(await page.locator(".bubble").count()).toBe(1);
    await inbox.send({ Message: "Still live" });
    await page.locator(".bubble", { hasText: "Still live" }).waitFor();
  });
});
