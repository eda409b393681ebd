/** The other views: what they show is what the control API says. */
import { describe, expect, it } from "vitest";
import { ledgerEntries } from "../../../src/protocol/evidence/ledger.ts";
import { magicNumbers } from "../../../src/protocol/magic-numbers.ts";
import { curlIn, formOf, paste, plain, type Reader, readerFor, SHOP } from "./controls-page.ts";

const VIEWS = ["/journal", "/templates", "/accounts", "/levers", "/magic-numbers", "/fidelity"];
const HOSTILE = `"'><script>alert(1)</script>\u202e`;

async function html(reader: Reader, path: string): Promise<string> {
  return (await reader.get(await reader.view(path))).html;
}

/** Without its tags, as it is read. */
function read(markup: string): string {
  return plain(markup.replace(/<[^>]*>/g, "")).replace(/\s+/g, " ");
}

describe("the journal's view", () => {
  it("lists the account's requests by the filters of GET journal, and shows the same query as curl", async () => {
    const reader = await readerFor({
      settings: { limits: { perRecipient: { limit: 1, windowSeconds: 60 } } },
    });
    await reader.send();
    await reader.send({ Message: "Again" });
    await reader.send({ MobilePhone: "nobody" });
    const numbers = async (query: string): Promise<readonly string[]> => {
      const page = await html(reader, `/journal${query}`);
      return Array.from(page.matchAll(/id="call-(\d+)"/g), ([, number = ""]) => number);
    };
    expect(await numbers("")).toEqual(["3", "2", "1"]);
    expect(await numbers("?status=429")).toEqual(["2"]);
    expect(await numbers("?rule=fields.rules")).toEqual(["3"]);
    expect(await numbers("?path=/v1/sms/send&status=200")).toEqual(["1"]);
    expect(await numbers("?path=/v1/credits/balance")).toEqual([]);
    const page = await html(reader, "/journal?status=429&rule=rate.recipient");
    const [curl = ""] = /<pre class="raw curl-line"[^]*?<\/pre>/.exec(page) ?? [];
    const found: unknown = JSON.parse(await paste(curlIn(curl.replace("raw curl-line", "raw"))));
    expect(found).toMatchObject({ total: 1, items: [{ number: 2 }] });
  });

  it("says what is wrong with a filter beside it, and keeps it", async () => {
    const reader = await readerFor();
    await reader.send();
    const answer = await reader.get(await reader.view("/journal?status=many&path=/v1/sms/send"));
    expect(answer.status).toBe(422);
    expect(answer.html).toMatch(/value="many"[^>]*aria-invalid="true"/);
    expect(answer.html).toMatch(/id="journal-status-problem"[^>]*>[^<]*number/);
    expect(answer.html).toContain('value="/v1/sms/send"');
  });

  it("opens a request with its answer, its token cut short", async () => {
    const reader = await readerFor();
    const secret = "live-7f3b9c55d1";
    await reader.emulator.accounts.create({ token: secret });
    await reader.send({ Message: HOSTILE }, secret);
    const page = await html(reader, "/journal/1");
    expect(page).not.toContain(secret);
    expect(read(page)).toContain("POST /v1/sms/send?access_token=live…");
    expect(read(page)).toContain("HTTP/1.1 200");
    expect(page).not.toContain("<script>alert");
    expect((await reader.get(await reader.view("/journal/99"))).status).toBe(404);
  });

  it("shows the requests of nobody's token only when all are asked for", async () => {
    const reader = await readerFor();
    await reader.send();
    await reader.send({}, "nobodys-token");
    expect(await html(reader, "/journal")).not.toContain('id="call-2"');
    const all = await html(reader, "/journal?of=all");
    expect(all).toContain('id="call-2"');
    expect(all).not.toContain("nobodys-token");
  });

  it("goes on through older requests page by page", async () => {
    const reader = await readerFor({ settings: { limits: { rate: null, perRecipient: null } } });
    for (let sent = 0; sent < 120; sent++) await reader.send();
    const seen: string[] = [];
    let path: string | undefined = await reader.view("/journal");
    while (path !== undefined) {
      const { html: page } = await reader.get(path);
      seen.push(...Array.from(page.matchAll(/id="call-(\d+)"/g), ([, number = ""]) => number));
      path = /<a href="([^"]*before=[^"]*)">Older/.exec(page)?.[1];
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => String(120 - index)));
  });
});

describe("the accounts' view", () => {
  it("shows what is left of the limits, and who is nearest to theirs", async () => {
    const reader = await readerFor();
    for (let sent = 0; sent < 4; sent++) await reader.send();
    await reader.send({ MobilePhone: "16465550151" });
    const text = read(await html(reader, "/accounts"));
    expect(text).toContain("55 of 60 calls left");
    expect(text).toContain("One more in 1 s, all in 5 s");
    expect(text).toMatch(/\+1 \(646\) 555-01504 of 10 used\+1 \(646\) 555-01511 of 10 used/);
    reader.clock.advance(61_000);
    const later = read(await html(reader, "/accounts"));
    expect(later).toContain("60 of 60 calls left");
    expect(later).toContain("Nobody was sent anything");
  });

  it("says when a recipient who is at the limit may be sent to again", async () => {
    const reader = await readerFor();
    for (let sent = 0; sent < 11; sent++) await reader.send();
    expect(read(await html(reader, "/accounts"))).toContain("10 of 10 used, again at 07:01:00 GMT-5");
  });

  it("draws sends and balance over time, with the same figures as a table", async () => {
    const reader = await readerFor();
    await reader.send();
    reader.clock.advance(3_600_000);
    await reader.send({ Message: "x".repeat(161) });
    const page = await html(reader, "/accounts");
    expect(page).toContain("2 messages from 2026-01-15 07:00:00 to 2026-01-15 08:00:00 GMT-5; 997 credits");
    expect(read(page)).toMatch(/Credits afterwards2026-01-15 07:00:001999/);
    expect(page.match(/<rect class="bar"/g)).toHaveLength(2);
    expect(read(await html(reader, "/accounts?span=15m"))).not.toContain("07:00:001999");
  });
});

describe("the templates' view", () => {
  it("shows each with its way to approval, and lets it be decided only until it is final", async () => {
    const reader = await readerFor();
    await reader.call("/v1/mms-template/create", {
      Name: HOSTILE,
      ResourceLink: "https://example.com/magic-unapproved.jpg",
    });
    reader.clock.advance(60_000);
    const page = await html(reader, "/templates");
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("\u202e");
    expect(read(page)).toContain("Processed pending approval");
    const path = await reader.view("/templates");
    await reader.sendForm(path, "lever-template-status-10586", { id: "3" });
    expect(await html(reader, "/templates")).not.toContain("lever-template-status-10586");
    expect(read(await html(reader, "/templates"))).toContain("Its state is final");
  });

  it("holds a page of them, and leads to the older ones", async () => {
    const reader = await readerFor({ settings: { limits: { rate: null } } });
    for (let made = 0; made < 45; made++) {
      await reader.call("/v1/mms-template/create", { ResourceLink: "https://example.com/a.jpg" });
    }
    const seen: string[] = [];
    let path: string | undefined = await reader.view("/templates");
    while (path !== undefined) {
      const { html: page } = await reader.get(path);
      const ids = Array.from(page.matchAll(/id="template-(\d+)"/g), ([, id = ""]) => id);
      expect(ids.length).toBeLessThanOrEqual(20);
      seen.push(...ids);
      path = /<a href="([^"]*before=[^"]*)">Older/.exec(page)?.[1];
    }
    expect(seen).toEqual(Array.from({ length: 45 }, (_, index) => String(10_630 - index)));
  });
});

describe("the catalogues", () => {
  it("show every magic number, and every rule of the ledger with its source and its standing", async () => {
    const reader = await readerFor();
    await reader.send();
    const magic = read(await html(reader, "/magic-numbers"));
    for (const { nn, says } of magicNumbers) expect(magic).toContain(`${nn}+1 (646) 555-01${nn}${says}`);
    const fidelity = await html(reader, "/fidelity");
    for (const { id, reference } of ledgerEntries()) {
      const [entry = ""] = new RegExp(`<li class="rule" id="rule-${id}">[^]*?</li>`).exec(fidelity) ?? [];
      expect(read(entry)).toContain(`Source: ${reference}`);
    }
    expect(fidelity).toContain("never verified live");
  });

  it("finds rules by source and by words", async () => {
    const reader = await readerFor();
    await reader.send();
    const assumed = await html(reader, "/fidelity?source=assumed");
    const rules = assumed.match(/<li class="rule"/g) ?? [];
    expect(rules).toHaveLength(ledgerEntries().filter(({ source }) => source === "assumed").length);
    expect(await html(reader, "/fidelity?q=rate.recipient")).toContain('id="rule-rate.recipient"');
    expect(read(await html(reader, `/fidelity?q=${encodeURIComponent(HOSTILE)}`))).toContain(
      "No rule says so",
    );
  });
});

describe("a view with nothing to show", () => {
  it.each([
    ["/journal", "No request yet"],
    ["/templates", "No template yet"],
    ["/accounts", "Nothing has been sent yet"],
  ])("%s says so, with a call that changes it", async (path, says) => {
    const reader = await readerFor();
    await reader.emulator.accounts.create({ token: SHOP });
    const page = await html(reader, path);
    expect(read(page)).toContain(says);
    const [pre = ""] = /<pre class="raw curl-line"[^]*?<\/pre>/.exec(page) ?? [];
    await paste(curlIn(pre.replace("raw curl-line", "raw")));
    expect(read(await html(reader, path))).not.toContain(says);
  });

  it.each(VIEWS)("%s has one heading of the first order and marks its place in the bar", async (path) => {
    const reader = await readerFor();
    await reader.emulator.accounts.create({ token: SHOP });
    const page = await html(reader, path);
    expect(page.match(/<h1/g)).toHaveLength(1);
    const [, current = ""] = /<a href="([^"]*)" aria-current="page"/.exec(page) ?? [];
    expect(current.endsWith(path)).toBe(true);
  });
});

it("a form that was refused stays where it stands in the bar", async () => {
  const reader = await readerFor();
  await reader.send();
  const answer = await reader.sendForm(await reader.view("/levers"), "lever-balance", { credits: "x" });
  expect(answer.html).toMatch(/\/levers" aria-current="page"/);
  expect(formOf(answer.html, "lever-balance").fields["credits"]).toBe("x");
});
