import { describe, expect, it } from "vitest";
import { inboxFor, RECIPIENT, SHOP } from "./support.ts";

const SCRIPT = `<script>window.hit = 1</script><img src="x" onerror="window.hit = 2">`;
const BREAKS_OUT = `"'></a></li></ul></section></main><h1 id="app">taken</h1><svg onload="window.hit=3">`;
const ATTRIBUTES = `<div hx-get="/_emulator/state" hx-trigger="load" hx-on:load="window.hit=4">x</div>`;
const RIGHT_TO_LEFT = "the price is \u202e00.1$\u202c only \u2066and\u2069 مرحبا";
const CONTROLS = "a\u0000b\u0007c\u001b[31md\u200be\ufefff\u009bg";
const CONVERSATION = `/with/${RECIPIENT}`;

describe("hostile texts on the page", () => {
  it.for([
    { what: "script", text: SCRIPT },
    { what: "markup that breaks out", text: BREAKS_OUT },
    { what: "attributes of htmx", text: ATTRIBUTES },
  ])("$what is shown as it was written, and does nothing", async ({ text }, context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: text });
    await inbox.emulator.inbound({ token: SHOP, from: RECIPIENT, message: text });
    await inbox.send({ Message: text, SendFrom: text });
    const page = await inbox.open(await inbox.path(CONVERSATION));
    expect(await page.locator(".bubble .text").allInnerTexts()).toEqual([text, text, text]);
    for (const bubble of [0, 1, 2]) {
      await page.locator(".bubble").nth(bubble).click();
      await page.getByRole("heading", { name: "Segments" }).waitFor();
      expect(await page.locator("h1").count()).toBe(1);
      expect(await page.evaluate(() => Reflect.get(window, "hit"))).toBeUndefined();
      await page.getByRole("link", { name: "Close" }).click();
      await page.getByRole("heading", { name: "Segments" }).waitFor({ state: "detached" });
    }
  });

  it("what turns the direction of writing is written out, and turns nothing", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: RIGHT_TO_LEFT });
    const page = await inbox.open(await inbox.path(CONVERSATION));
    const text = page.locator(".bubble .text");
    expect(await text.locator(".hidden-char").allInnerTexts()).toEqual(["RLO", "PDF", "LRI", "PDI"]);
    expect(await page.content()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    // The digits stand where they were written: from the left to the right.
    expect(await text.innerText()).toContain("00.1$");
  });

  it("what cannot be seen is shown by its name", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.send({ Message: CONTROLS });
    const page = await inbox.open(await inbox.path(CONVERSATION));
    const names = await page.locator(".bubble .hidden-char").allInnerTexts();
    expect(names).toEqual(["NUL", "U+0007", "ESC", "ZWSP", "BOM", "U+009B"]);
  });

  it("a picture that lies elsewhere is not loaded, and its name and subject do nothing", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.emulator.plant({
      accounts: [
        {
          token: SHOP,
          templates: [
            { resourceLink: `https://cdn.example.test/a"><script>window.hit=5</script>.jpg`, status: 3 },
          ],
        },
      ],
    });
    const [template] = (await inbox.emulator.templates.list({ token: SHOP })).items;
    expect(await inbox.send({ MmsTemplateId: template?.id, Subject: SCRIPT, Message: "Look" })).toBe(200);
    const page = await inbox.open(await inbox.path(CONVERSATION));
    await page.locator(".bubble .subject", { hasText: "<script>" }).waitFor();
    await page.locator(".bubble").click();
    await page.getByText("loads nothing from elsewhere").waitFor();
    expect(await page.locator("img").count()).toBe(0);
    const links = await page
      .locator('a[target="_blank"]')
      .evaluateAll((found) => found.map((link) => link.getAttribute("rel")));
    expect(links).toEqual(["noreferrer noopener nofollow"]);
    expect(await page.evaluate(() => Reflect.get(window, "hit"))).toBeUndefined();
  });

  it("names of keywords and campaigns do nothing", async (context) => {
    const inbox = await inboxFor(context);
    await inbox.emulator.inbound({
      token: SHOP,
      from: RECIPIENT,
      message: "JOIN",
      keyword: { id: 1, name: SCRIPT },
      campaign: { id: 2, name: BREAKS_OUT },
    });
    const page = await inbox.open(await inbox.path(CONVERSATION));
    await page.locator(".bubble").click();
    await page.getByText(BREAKS_OUT).waitFor();
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.evaluate(() => Reflect.get(window, "hit"))).toBeUndefined();
  });

  it("a script that got into the page all the same would not run", async (context) => {
    const inbox = await inboxFor(context);
    const page = await inbox.open();
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.hit = 6";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend", `<button id="trap" onclick="window.hit = 7">x</button>`);
    });
    await page.locator("#trap").click();
    expect(await page.evaluate(() => Reflect.get(window, "hit"))).toBeUndefined();
    // The browser says so, and that is what is wanted here.
    expect(inbox.faults.splice(0)).toHaveLength(2);
  });
});
