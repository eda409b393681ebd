import { describe, expect, it } from "vitest";
import { findings } from "./axe.ts";
import { guardedInboxFor, type Inbox, inboxFor, RECIPIENT, SHOP } from "./support.ts";

/** One of each that a conversation may hold. */
async function fill(inbox: Inbox): Promise<void> {
  await inbox.send({ Message: "Your parcel – it’s on its way. ".repeat(8) });
  await inbox.emulator.inbound({ token: SHOP, from: RECIPIENT, message: "STOP" });
  await inbox.send({ Message: "Are you sure?" });
  await inbox.send({ Message: "This one fails {now}", MobilePhone: "12125550103" });
  await inbox.send({ Message: "Nobody", MobilePhone: "nobody" });
  await inbox.emulator.clock.advance("1m");
}

const SIZES = [
  { name: "wide", viewport: { width: 1500, height: 900 } },
  { name: "narrow", viewport: { width: 375, height: 700 } },
] as const;

describe.each(SIZES)("on a $name screen", ({ viewport }) => {
  it("axe finds nothing in the inbox, a conversation and what its messages open to", async (context) => {
    const inbox = await inboxFor(context);
    await fill(inbox);
    const page = await inbox.open("/", { viewport, bypassCSP: true });
    expect(await findings(page)).toEqual([]);
    await page.goto(inbox.url);
    await page.getByRole("link", { name: "(212) 555-0150" }).click();
    await page.locator(".bubble").first().waitFor();
    expect(await findings(page)).toEqual([]);
    for (const bubble of [0, 1, 3]) {
      await page.locator(".bubble").nth(bubble).click();
      await page.getByRole("heading", { name: "Segments" }).waitFor();
      expect(await findings(page)).toEqual([]);
      await page.getByRole("link", { name: "Close" }).click();
      await page.getByRole("heading", { name: "Segments" }).waitFor({ state: "detached" });
    }
  });

  it("axe finds nothing in the login and in the welcome", async (context) => {
    const guarded = await guardedInboxFor(context);
    expect(await findings(await guarded.open("/", { viewport, bypassCSP: true }))).toEqual([]);
    const empty = await inboxFor(context);
    expect(await findings(await empty.open("/", { viewport, bypassCSP: true }))).toEqual([]);
  });
});
