/**
 * `npm run picture`: draws the README's pictures of the page, from a run whose seed, clock and messages are always the
 * same. Needs a browser: Debian's Chromium, or the one that PROTEXTING_CHROMIUM names.
 */
import { mkdir } from "node:fs/promises";
import { chromium } from "playwright-core";
import { ProTexting } from "../src/client/index.ts";
import { startEmulator } from "../src/emulator/index.ts";

const FOLDER = new URL("../docs/images/", import.meta.url);
const SIZE = { width: 1180, height: 700 };
const TOKEN = "test_shop";
const CUSTOMER = "16465550123";
const SHOP = "82257";

/** The newest is the first that people see; the clock stands still between them. */
let now = Date.UTC(2026, 0, 15, 15, 4, 0);
await using emulator = await startEmulator({ port: 0, seed: "picture", clock: { now: () => now } });
const client = new ProTexting({ accessToken: TOKEN, baseUrl: emulator.url, retries: 0, pacing: false });
const pass = (seconds: number): void => {
  now += seconds * 1000;
};

/** @returns the message's id; `undefined` for one that was refused, which the page shows as well */
async function text(mobilePhone: string, message: string): Promise<string | undefined> {
  const sent = await client.sms.send({ mobilePhone, message }).catch(() => undefined);
  pass(20);
  return sent?.id;
}

await text("12125550150", "Your table for two is ready. Reply STOP to opt out.");
await emulator.inbound({ token: TOKEN, from: "12125550150", to: SHOP, message: "STOP" });
pass(30);
await text("12125550150", "We miss you! 20% off this week.");
await text("13125550103", "Your parcel could not be delivered.");
await text("14155550177", "Your code is 482913. It expires in 5 minutes.");
pass(60);
await text(CUSTOMER, "Hi Ana, your order #1042 is on its way.");
await emulator.inbound({ token: TOKEN, from: CUSTOMER, to: SHOP, message: "Great, when will it be here?" });
pass(40);
const opened = await text(
  CUSTOMER,
  "Between 2 and 4 pm — we’ll text you when the courier is 10 minutes away. Not at home? Reply “LATER” and choose another day.",
);
await emulator.inbound({ token: TOKEN, from: CUSTOMER, to: SHOP, message: "Perfect, thanks! 🙌" });
pass(20);
await client.sms
  .send({ mobilePhone: CUSTOMER, message: "Thank you! Here is a photo.", mmsTemplateId: 999_999 })
  .catch(() => undefined);
pass(20);

const executablePath = process.env["PROTEXTING_CHROMIUM"] ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath });
await mkdir(FOLDER, { recursive: true });
for (const [colorScheme, name] of [
  ["light", "inbox.png"],
  ["dark", "inbox-dark.png"],
] as const) {
  const page = await browser.newPage({ viewport: SIZE, colorScheme, timezoneId: "UTC" });
  await page.goto(emulator.url);
  await page.getByRole("link", { name: "555-0123" }).first().click();
  await page
    .locator(`a[href*="${opened ?? ""}"]`)
    .first()
    .click();
  await page.getByRole("heading", { name: "Text message" }).waitFor();
  await page.getByRole("heading", { name: "2 credits" }).evaluate((heading) => heading.scrollIntoView());
  await page.screenshot({ path: new URL(name, FOLDER).pathname });
  await page.close();
}
await browser.close();
process.stdout.write("docs/images/inbox.png and inbox-dark.png are drawn\n");
