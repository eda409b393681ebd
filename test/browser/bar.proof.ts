import { describe, expect, it } from "vitest";
import { inboxFor, SHOP } from "./support.ts";

describe("the bar at the top", () => {
  it("changes the account with a choice that is pointed at, and stays in its view", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: "Of the shop" });
    await inbox.send({ Message: "Of another" }, "test_other");
    const page = await inbox.open();
    await page.getByText("Of another").waitFor();
    await page.getByRole("link", { name: "Accounts" }).click();
    await page.getByRole("heading", { name: "test_other" }).waitFor();
    // The list that opens is the system's, in which nothing can be pointed at from here.
    await page.getByLabel("Account", { exact: true }).dispatchEvent("pointerdown");
    await page.getByLabel("Account", { exact: true }).selectOption({ label: SHOP });
    await page.getByRole("heading", { name: SHOP }).waitFor();
    expect(await page.locator("nav [aria-current]").first().innerText()).toBe("Accounts");
    await page.getByRole("link", { name: "Inbox" }).click();
    await page.getByText("Of the shop").waitFor();
    expect(await page.getByText("Of another").count()).toBe(0);
  });

  it("changes the account by keyboard when the choice is made, and not on the way to it", async (context) => {
    const inbox = await inboxFor(context);
    for (const token of ["test_a", "test_b", "test_c"]) await inbox.send({ Message: `Of ${token}` }, token);
    const page = await inbox.open();
    const account = page.getByLabel("Account", { exact: true });
    await account.focus();
    // Two on, without opening the list.
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await inbox.send({ Message: "Meanwhile" }, "test_c");
    await page.getByText("Meanwhile").waitFor();
    expect(await account.locator("option:checked").innerText()).toBe("test_a");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").innerText()).toBe("Show");
    await page.keyboard.press("Enter");
    await page.getByText("Of test_a").waitFor();
    await page.locator("#account:focus").waitFor();
    expect(page.url()).not.toContain("#");
  });

  it.for([1180, 1280, 1600])("is one row of %i pixels", async (width, context) => {
    const inbox = await inboxFor(context);
    await inbox.send();
    const page = await inbox.open("/", { viewport: { width, height: 700 }, timezoneId: "Asia/Tokyo" });
    await page.locator(".clock", { hasText: "local" }).waitFor();
    const bar = await page.locator(".bar").boundingBox();
    expect(bar?.height).toBeLessThan(60);
  });
});
