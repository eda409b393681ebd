import { describe, expect, it } from "vitest";
import { ORIGIN, Parts, SHOP } from "./parts.ts";

const RECIPIENT = "12125550150";
/** Token like those of the vendor: not made up, so it is never shown. */
const REAL_TOKEN = "q7Rk2pXw9sLd4vBn";

/** Address of the one account's conversation with the recipient. */
async function conversationPath(parts: Parts): Promise<string> {
  return `${await parts.accountPath()}/with/${RECIPIENT}`;
}

function textIn(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replace(/\s+/g, " ");
}

describe("the address / of the emulator", () => {
  it("is the page for a browser, and the API's answer for everybody else [page.root]", async () => {
    const parts = new Parts();
    await parts.send({ MobilePhone: RECIPIENT, Message: "Hello" });
    const page = await parts.page("/");
    expect(page.headers.get("content-type")).toBe("text/html; charset=UTF-8");
    expect(await page.text()).toContain("+1 (212) 555-0150");
    for (const accept of ["*/*", "application/json", "application/xml"]) {
      const answer = await parts.emulator.fetch(`${ORIGIN}/`, { headers: { Accept: accept } });
      expect([answer.status, answer.headers.get("x-powered-by")]).toEqual([404, "PHP/5.6.2"]);
    }
  });

  it("is the API's for a browser that does not read", async () => {
    const answer = await new Parts().emulator.fetch(`${ORIGIN}/`, {
      method: "POST",
      headers: { Accept: "text/html" },
    });
    expect(answer.headers.get("x-powered-by")).toBe("PHP/5.6.2");
  });
});

describe("every answer of the page", () => {
  it.each(["/", "/_emulator/page/assets/style.css", "/_emulator/page/nothing", "/_emulator/page/live"])(
    "%s carries the policy under which hostile texts can do nothing",
    async (path) => {
      const parts = new Parts();
      await parts.send({ MobilePhone: RECIPIENT, Message: "Hello" });
      const { headers, body } = await parts.page(path);
      await body?.cancel();
      const policy = headers.get("content-security-policy");
      expect(policy?.split("; ")).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
    },
  );

  it("holds no script, style or handler of its own in the markup", async () => {
    const parts = new Parts();
    await parts.send({ MobilePhone: RECIPIENT, Message: "Hello" });
    const html = await parts.html(await conversationPath(parts));
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|hx-on|javascript:/i);
  });
});

describe("sends that come to nothing", () => {
  async function threadWith(fields: Readonly<Record<string, unknown>>, parts: Parts): Promise<string> {
    await parts.send({ MobilePhone: RECIPIENT, ...fields });
    return textIn(await parts.html(await conversationPath(parts)));
  }

  it("stand in the conversation with the rule that refused them and what would have succeeded", async () => {
    const parts = new Parts({ limits: { perRecipient: { limit: 1, windowSeconds: 60 } } });
    await parts.send({ MobilePhone: RECIPIENT, Message: "The first" });
    const thread = await threadWith({ Message: "One too many" }, parts);
    expect(thread).toMatch(
      /One too many.*Refused with 429.*rate\.recipient.*Would have succeeded: The same send from/,
    );
  });

  it("stand in it too when the account's limit refused them before anybody read them", async () => {
    const parts = new Parts({ limits: { rate: { limit: 1, windowSeconds: 60 } } });
    await parts.send({ MobilePhone: RECIPIENT, Message: "The first" });
    const thread = await threadWith({ Message: "Too early" }, parts);
    expect(thread).toMatch(/Too early.*Refused with 429.*rate\.account/);
  });

  it("stand in it when a fault ended them, and so does what was sent although its answer was lost", async () => {
    const parts = new Parts();
    parts.emulator.faults.add({ kind: "status", status: 503, when: "before", nth: 1, times: 1 });
    expect(await threadWith({ Message: "Not sent" }, parts)).toMatch(/Not sent.*Ended by a fault, not sent/);
    await parts.emulator.faults.add({ kind: "status", status: 500, when: "after" });
    const thread = await threadWith({ Message: "Sent all the same" }, parts);
    expect(thread).toMatch(/Sent all the same.*sent, but the caller got 500/);
  });

  it("stand under a name of their own when their number cannot be read", async () => {
    const parts = new Parts();
    await parts.send({ MobilePhone: "call me", Message: "To nobody" });
    const list = await parts.html("/");
    expect(list).toContain("No readable number");
    const thread = textIn(await parts.html(`${await parts.accountPath()}/with/unreadable`));
    expect(thread).toMatch(/To nobody.*Refused with 422/);
  });

  it("open to each rule with its source, and to what was asked and answered", async () => {
    const parts = new Parts({ account: { credits: 0 } });
    await parts.send({ MobilePhone: RECIPIENT, Message: "Too dear" });
    const thread = await parts.html(await conversationPath(parts));
    const [, path = ""] = /href="([^"]+\/j\d+)"/.exec(thread) ?? [];
    const detail = textIn(await parts.html(path));
    expect(detail).toMatch(/Send refused with 422.*credits\.balance documented decided.*costs 1/);
    expect(detail).toMatch(/POST \/v1\/sms\/send\?access_token=test….*HTTP\/1\.1 422.*Not enough credits/);
  });
});

describe("what a sent message opens to", () => {
  async function detailOf(parts: Parts, text: string): Promise<string> {
    await parts.send({ MobilePhone: RECIPIENT, Message: text });
    parts.clock.advance(10_000);
    const [, path = ""] =
      /href="([^"]+\/[0-9a-f]{40})"/.exec(await parts.html(await conversationPath(parts))) ?? [];
    return await parts.html(path);
  }

  it("shows its parts by both rules, and what costs double", async () => {
    const html = await detailOf(new Parts(), `${"a".repeat(158)}€`);
    expect(textIn(html)).toMatch(/GSM-7.*Septets 160 Parts, as documented 1 Parts, GSM 1/);
    expect(html).toContain('<mark class="double">€</mark>');
  });

  it("warns where the documented figure is not the network's", async () => {
    const detail = textIn(await detailOf(new Parts(), "a".repeat(310)));
    expect(detail).toMatch(/Parts, as documented 2 Parts, GSM 3/);
    expect(detail).toMatch(/The two figures differ\. Charged is the documented one/);
    expect(detail).toMatch(/As documented: 2 parts 10 units left in the last 1 160 units/);
    expect(detail).toMatch(/GSM: 3 parts 149 units left in the last 1 153 units/);
  });

  it("marks what forces UCS-2, and says what the text would be without", async () => {
    const html = await detailOf(new Parts(), "It’s here – look");
    expect(html).toContain('<mark class="forces">’</mark>');
    expect(textIn(html)).toMatch(
      /U\+2019 – U\+2013 are outside the GSM alphabet\. Without, it would be 1 part/,
    );
  });

  it("shows its way, its price, its rules with their sources, and its call", async () => {
    const detail = textIn(await detailOf(new Parts(), "Hello"));
    expect(detail).toMatch(/Status ○ Pending 07:00:00 GMT-5.*✓ Processed 07:00:01.*✓✓ Delivered 07:00:03/);
    expect(detail).toMatch(
      /1 credit 1 part at 1 credit each, the price of prefix \+1\. The account had 1,000 before it/,
    );
    expect(detail).toMatch(/price\.usa documented.*Source: page/);
    expect(detail).toMatch(/"MobilePhone": "12125550150".*HTTP\/1\.1 200/);
  });
});

describe("access tokens on the page", () => {
  it("are shown when they are made up, and else cut short; addresses never hold one", async () => {
    const parts = new Parts();
    await parts.emulator.accounts.create({ token: REAL_TOKEN });
    await parts.send({ MobilePhone: RECIPIENT, Message: "Hello" }, REAL_TOKEN);
    parts.clock.advance(1000);
    await parts.send({ MobilePhone: RECIPIENT, Message: "Hello" });
    const index = await parts.html("/");
    expect(index).toContain(SHOP);
    const keys = Array.from(index.matchAll(/<option value="([0-9a-f]{16})"/g), ([, key]) => key);
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      const thread = await parts.html(`/_emulator/page/a/${key}/with/${RECIPIENT}`);
      const [, message = ""] = /href="([^"]+\/[0-9a-f]{40})"/.exec(thread) ?? [];
      for (const html of [index, thread, await parts.html(message)]) {
        expect(html).not.toContain(REAL_TOKEN);
        expect(html).not.toMatch(/(?:href|action|hx-get)="[^"]*test_shop/);
      }
    }
    expect(index).toMatch(/q7Rk… \([0-9a-f]{4}\)/);
  });
});

describe("looking at the page", () => {
  it("changes nothing of the books", async () => {
    const parts = new Parts({ delivery: { mode: "polls" } });
    await parts.send({ MobilePhone: RECIPIENT, Message: "Hello" });
    await parts.emulator.inbound({ token: SHOP, from: RECIPIENT, message: "Hi" });
    await parts.send({ MobilePhone: "nobody", Message: "Hello" });
    await parts.html("/");
    const before = await parts.emulator.snapshot();
    const pending = [await parts.accountPath()];
    const seen = new Set<string>();
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const html = await parts.html(path);
      for (const [, link = ""] of html.matchAll(/href="(\/_emulator\/page\/a\/[^"]+)"/g)) {
        pending.push(link.replaceAll("&amp;", "&"));
      }
    }
    expect(seen.size).toBeGreaterThan(5);
    expect(await parts.emulator.snapshot()).toEqual(before);
  });

  it("is answered with 404 for what is not there, in a page", async () => {
    const parts = new Parts();
    await parts.send({ MobilePhone: RECIPIENT, Message: "Hello" });
    const account = await parts.accountPath();
    const other = new Parts();
    await other.send({ MobilePhone: RECIPIENT, Message: "Hello" }, "test_other");
    const [foreign] = await other.all();
    for (const path of [
      `${account}/with/13125550199`,
      `${account}/with/${RECIPIENT}/j999`,
      `${account}/with/${RECIPIENT}/r0`,
      `${account}/with/${RECIPIENT}/${foreign?.id}`,
      `${account}/with/${RECIPIENT}/nonsense`,
      "/_emulator/page/a/0123456789abcdef",
      "/_emulator/page/nothing",
    ]) {
      const page = await parts.page(path);
      expect([path, page.status, page.headers.get("content-type")]).toEqual([
        path,
        404,
        "text/html; charset=UTF-8",
      ]);
    }
  });
});

describe("the search", () => {
  it("finds numbers by their first and last digits, however they are written, and texts in any case", async () => {
    const parts = new Parts();
    await parts.send({ MobilePhone: RECIPIENT, Message: "Your PARCEL is here" });
    await parts.send({ MobilePhone: "13125550151", Message: "Nothing to see" });
    const search = async (words: string): Promise<string> =>
      textIn(await parts.html(`${await parts.accountPath()}?q=${encodeURIComponent(words)}`));
    for (const words of ["12125", "0150", "(212) 555-0150", "+1 212"]) {
      expect(await search(words)).toMatch(/Numbers \+1 \(212\) 555-0150 (?!.*312)/);
    }
    expect(await search("parcel")).toMatch(/Messages \+1 \(212\) 555-0150.*Your PARCEL is here/);
    expect(await search("<b>")).toContain("Nothing holds “ <b> ”");
  });

  it("looks through so many messages at a time, and goes on where it stopped", async () => {
    const parts = new Parts({ limits: { rate: null, perRecipient: null }, account: { credits: 1e6 } });
    await parts.send({ MobilePhone: RECIPIENT, Message: "The needle" });
    for (let number = 0; number < 5200; number++)
      await parts.send({ MobilePhone: RECIPIENT, Message: "Hay" });
    const first = await parts.html(`${await parts.accountPath()}?q=needle`);
    expect(textIn(first)).toMatch(/Nothing holds.*5,000 messages looked through\./);
    const [, next = ""] = /href="([^"]+from=[^"]+)"/.exec(first) ?? [];
    expect(textIn(await parts.html(next.replaceAll("&amp;", "&")))).toMatch(
      /The needle.*201 messages looked through, which is all/,
    );
  });
});
