/** The levers in a real browser: pulled, refused, and left alone while things happen around them. */
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { inboxFor, RECIPIENT, SHOP } from "./support.ts";

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  "with JavaScript: $javaScriptEnabled",
  (options) => {
    it("a reply as the handset shows in its conversation, and the line is empty again", async (context) => {
      const inbox = await inboxFor(context);
      await inbox.send();
      const page = await inbox.open(await inbox.path(`/with/${RECIPIENT}`), options);
      await page.getByLabel("Reply as this handset").fill("On my way\nSee you");
      await page.getByRole("button", { name: "Reply" }).click();
      await page.locator(".entry.in .bubble", { hasText: "On my way" }).waitFor();
      expect(await page.getByLabel("Reply as this handset").inputValue()).toBe("");
      const { items } = await inbox.emulator.inbox.list({ token: SHOP });
      expect(items).toMatchObject([{ from: RECIPIENT, message: "On my way\nSee you" }]);
    });

    it("a message's end is set where it opens", async (context) => {
      const inbox = await inboxFor(context);
      await inbox.send();
      const page = await inbox.open(await inbox.path(`/with/${RECIPIENT}`), options);
      await page.locator(".bubble").click();
      await page.getByLabel("Set its status").selectOption({ label: "Expired (12)" });
      await page.getByRole("button", { name: "Set it" }).click();
      await page.getByText("nothing moves it any more").waitFor();
      expect(await page.locator(".detail .lead .status").innerText()).toContain("Expired");
    });

    it("a wrong field says so beside it, has the focus, and keeps what was typed", async (context) => {
      const inbox = await inboxFor(context);
      await inbox.send();
      const page = await inbox.open(await inbox.path("/levers"), options);
      await page.getByLabel("Move on by").fill("a while");
      await page.getByRole("button", { name: "Move on" }).click();
      const field = page.getByLabel("Move on by");
      await page.getByRole("alert").waitFor();
      expect(await field.inputValue()).toBe("a while");
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      await field.fill("2h");
      await page.getByRole("button", { name: "Move on" }).click();
      await page.getByRole("status").getByText("The clock was moved on").waitFor();
      expect(await inbox.emulator.clock.get({ token: SHOP })).toMatchObject({
        now: "2026-01-15T14:00:00.000Z",
      });
    });

    it("shows the curl of what is typed, and does nothing", async (context) => {
      const inbox = await inboxFor(context);
      await inbox.send();
      const page = await inbox.open(await inbox.path("/levers"), options);
      const control = page.locator("#lever-balance");
      await control.getByLabel("New balance").fill("77");
      await control.getByText("The same with curl").click();
      await control.getByRole("button", { name: "Write it with what I have typed" }).click();
      await control.locator("pre", { hasText: `'{"credits":77}'` }).waitFor();
      expect((await inbox.emulator.accounts.get(SHOP)).credits).toBe(999);
    });

    it("a state is saved as a file, and loaded from it", async (context) => {
      const inbox = await inboxFor(context);
      await inbox.send({ Message: "Saved" });
      const page = await inbox.open(await inbox.path("/levers"), options);
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "Save this account" }).click();
      const saved = await buffer(await (await download).createReadStream());
      await inbox.send({ Message: "Too late" });
      await page
        .getByLabel("A state that was saved")
        .setInputFiles({ name: "state.json", mimeType: "application/json", buffer: saved });
      await page.getByLabel("What is there now may go").check();
      await page.getByRole("button", { name: "Load it" }).click();
      await page.getByText("The state was loaded").waitFor();
      const { items } = await inbox.emulator.messages.list({ token: SHOP });
      expect(items.map(({ text }) => text)).toEqual(["Saved"]);
    });

    it("a reset asks first, and then everything is as at the beginning", async (context) => {
      const inbox = await inboxFor(context);
      await inbox.send();
      const page = await inbox.open(await inbox.path("/levers"), options);
      await page.getByRole("button", { name: "Reset" }).click();
      await page.getByText("Please tick this first").waitFor();
      expect((await inbox.emulator.messages.list()).total).toBe(1);
      await page.getByLabel("Messages, journal and faults may go").check();
      await page.getByRole("button", { name: "Reset" }).click();
      await page.getByText("Nobody has called yet").waitFor();
      expect((await inbox.emulator.messages.list()).total).toBe(0);
    });
  },
);

describe("while things happen", () => {
  it("what somebody is typing, has chosen and has opened stays", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send();
    const page = await inbox.open(await inbox.path("/levers"));
    await page.getByLabel("Move on by").fill("7h");
    await page.getByLabel("The call").selectOption("reset");
    await page.locator("#lever-balance").getByText("The same with curl").click();
    await page.getByLabel("Messages, journal and faults may go").check();
    await page.getByLabel("New balance").fill("12");
    await inbox.send();
    await page.locator(".credits strong", { hasText: "998" }).waitFor();
    expect(await page.getByLabel("Move on by").inputValue()).toBe("7h");
    expect(await page.getByLabel("The call").inputValue()).toBe("reset");
    expect(await page.getByLabel("Messages, journal and faults may go").isChecked()).toBe(true);
    expect(await page.locator("#lever-balance pre").isVisible()).toBe(true);
    expect(await page.getByLabel("New balance").inputValue()).toBe("12");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("lever-balance-credits");
  });

  it("a reply that is being written stays, and the new message shows above it", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send();
    const page = await inbox.open(await inbox.path(`/with/${RECIPIENT}`));
    await page.getByLabel("Reply as this handset").fill("I am just writ");
    await inbox.send({ Message: "Are you there?" });
    await page.locator(".bubble", { hasText: "Are you there?" }).waitFor();
    expect(await page.getByLabel("Reply as this handset").inputValue()).toBe("I am just writ");
  });

  it("a form that was refused keeps its answer, and its links lead on to a page that lives", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send();
    const page = await inbox.open(await inbox.path("/levers"));
    await page.getByLabel("New balance").fill("lots");
    await page.getByRole("button", { name: "Set the balance" }).click();
    await page.getByRole("alert").waitFor();
    await inbox.send();
    await page.getByRole("link", { name: "Journal" }).click();
    await page.getByRole("heading", { name: "Journal" }).waitFor();
    expect(await page.locator(".call").count()).toBe(2);
    await inbox.send();
    await page.locator(".call").nth(2).waitFor();
  });
});
