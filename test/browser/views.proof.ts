/** Views beside the inbox in a real browser: usable by every user, whatever they show. */
import { describe, expect, it } from "vitest";
import { findings } from "./axe.ts";
import { type Inbox, inboxFor, RECIPIENT, SHOP } from "./support.ts";

const VIEWS = ["/journal", "/journal/1", "/templates", "/accounts", "/levers", "/magic-numbers", "/fidelity"];
/** Recipient unlike all others, to be given a hostile name. */
const NAMED = "12125550199";
const HOSTILE = `"'></a></li></main><script>window.hit = 1</script><img src=x onerror="window.hit = 2">\u202e\u0007`;

/** Fills each view, with hostile names and addresses. */
async function fill(inbox: Inbox): Promise<void> {
  const create = async (token: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const response = await fetch(`${inbox.url}/v1/mms-template/create?access_token=${token}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(fields),
    });
    await response.arrayBuffer();
  };
  await inbox.emulator.accounts.create({
    token: SHOP,
    limits: { rate: { limit: 60, windowSeconds: 60 }, perRecipient: { limit: 2, windowSeconds: 60 } },
  });
  await inbox.send({ Message: HOSTILE, MobilePhone: HOSTILE, SendFrom: HOSTILE });
  await inbox.send({}, `test_${HOSTILE}`);
  // The shop's account is the one that was used last, which the page opens with.
  inbox.clock.advance(1000);
  await create(SHOP, {
    Name: HOSTILE,
    ResourceLink: "https://example.com/%22%3E%3Cscript%3E/magic-unapproved.jpg",
  });
  await create(SHOP, { Name: "", ResourceLink: `https://example.com/${HOSTILE}.jpg` });
  await create(SHOP, { Name: "Spring", ResourceLink: "https://example.com/spring.jpg" });
  await inbox.emulator.faults.add({
    kind: "status",
    match: { token: SHOP, recipient: NAMED },
    times: 2,
    nth: 99,
  });
  // Asked for, such a recipient is refused; a state of an earlier build may hold one.
  const state = JSON.stringify(await inbox.emulator.snapshot());
  await fetch(`${inbox.url}/_emulator/state`, {
    method: "PUT",
    body: state.replaceAll(NAMED, JSON.stringify(HOSTILE).slice(1, -1)),
  });
  for (let sent = 0; sent < 4; sent++) await inbox.send({ Message: `Hello ${sent}` });
  await inbox.send({ MobilePhone: "12125550151", SendFrom: "99999" });
}

const SIZES = [
  { name: "wide", viewport: { width: 1440, height: 900 } },
  { name: "narrow", viewport: { width: 375, height: 700 } },
] as const;

describe.each(SIZES)("on a $name screen", ({ viewport }) => {
  it("axe finds nothing in any view", async (context) => {
    const inbox = await inboxFor(context);
    await fill(inbox);
    const from = await inbox.path();
    const page = await inbox.open(from, { viewport, bypassCSP: true });
    // A part of the ledger: its rows are alike, and axe takes long over hundreds of them.
    for (const view of [...VIEWS.slice(0, -1), "/fidelity?q=rate", `/with/${RECIPIENT}`]) {
      await page.goto(inbox.url + from + view);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect({ view, found: await findings(page) }).toEqual({ view, found: [] });
    }
    await page.goto(`${inbox.url}${from}/levers`);
    await page.getByLabel("New balance").fill("none");
    await page.getByRole("button", { name: "Set the balance" }).click();
    await page.getByRole("alert").waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it("nothing reaches beyond the edge of any view", async (context) => {
    const inbox = await inboxFor(context);
    await fill(inbox);
    const page = await inbox.open("/", { viewport });
    const from = inbox.url + (await inbox.path());
    for (const view of VIEWS) {
      await page.goto(from + view);
      const [scrolled, seen] = await page
        .locator(".view")
        .evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
      expect({ view, scrolled }).toEqual({ view, scrolled: seen });
    }
  });
});

describe("hostile names, links and tokens", () => {
  it("are shown as they were written in every view, and do nothing", async (context) => {
    const inbox = await inboxFor(context);
    await fill(inbox);
    const page = await inbox.open();
    const from = inbox.url + (await inbox.path());
    for (const view of [
      ...VIEWS,
      "/journal?of=all&path=%22%3E%3Cscript%3E",
      "/fidelity?q=%22%3E%3Cscript%3E&source=x",
    ]) {
      await page.goto(from + view);
      expect(await page.locator("main").count()).toBe(1);
      expect(await page.locator("h1").count()).toBe(1);
      expect(await page.locator("main script, main img").count()).toBe(0);
      expect(await page.evaluate(() => Reflect.get(window, "hit"))).toBeUndefined();
      const markup = await page.locator("main").innerHTML();
      for (const hidden of ["\u202e", "\u0007"]) expect(markup).not.toContain(hidden);
    }
    await page.goto(`${from}/templates`);
    expect(await page.locator("h2 .text").first().innerText()).toBe("Spring");
    expect(await page.locator("h2 .text").last().innerText()).toContain("<script>window.hit = 1</script>");
  });
});

describe("the account's gauges", () => {
  it("fill up again while one looks, without a word from anybody", async (context) => {
    const inbox = await inboxFor(context);
    await fill(inbox);
    const page = await inbox.open(await inbox.path("/accounts"));
    const words = page.locator(".limit strong");
    expect(await words.innerText()).not.toBe("60 of 60 calls left");
    inbox.clock.advance(61_000);
    await page.getByText("60 of 60 calls left").waitFor();
  });
});

describe("the journal", () => {
  it("opens a request at its top, and comes back to where it was when something happens", async (context) => {
    const inbox = await inboxFor(context);
    await fill(inbox);
    const page = await inbox.open(await inbox.path("/journal"), { viewport: { width: 1000, height: 300 } });
    const view = page.locator(".view");
    const top = (): Promise<number> => view.evaluate(({ scrollTop }) => Math.round(scrollTop));
    await view.evaluate((element) => element.scrollTo(0, 200));
    const before = await page.locator(".call").count();
    await inbox.send({ Message: "One more" });
    await page.locator(".call").nth(before).waitFor();
    // The call in view stays where it is, also when another comes in above it.
    expect(await top()).toBeGreaterThanOrEqual(200);
    await page.locator(".call").last().click();
    await page.getByRole("heading", { name: "On the wire" }).waitFor();
    expect(await top()).toBe(0);
  });

  it("is found by a filter and opened by the keyboard alone", async (context) => {
    const inbox = await inboxFor(context);
    await fill(inbox);
    const page = await inbox.open(await inbox.path("/journal"));
    await page.getByLabel("Status").focus();
    await page.keyboard.type("429");
    await page.keyboard.press("Enter");
    await page.waitForURL(/status=429/);
    await page.locator(".call").first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "On the wire" }).waitFor();
    expect(await page.locator(".rule.decisive").innerText()).toContain("rate.recipient");
    await page.goBack();
    await page.locator(".call").first().waitFor();
    expect(await page.getByLabel("Status").inputValue()).toBe("429");
  });
});
