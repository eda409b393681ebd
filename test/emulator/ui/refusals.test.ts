/** Words of the page about sends that were refused, and about those that were not. */
import { describe, expect, it } from "vitest";
import { Parts } from "./parts.ts";

const RECIPIENT = "12125550150";

/** Text of a view of the one account, by the part of the page that follows a mark. */
async function textOf(parts: Parts, path: string): Promise<string> {
  const page = await parts.page((await parts.accountPath()) + path);
  return (await page.text())
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&quot;", '"')
    .replace(/\s+/g, " ");
}

describe("the conversation of sends without a readable number", () => {
  it.each([
    [{ MobilePhone: "abc" }, "to “ abc ”"],
    [{ MobilePhone: ["1"] }, 'to “ ["1"] ”'],
    [{}, "to nobody"],
  ])("shows of %j what was written: %s", async (fields, says) => {
    const parts = new Parts();
    await parts.send({ MobilePhone: RECIPIENT, Message: "Hello" });
    await parts.send({ Message: "Hello", ...fields });
    expect(await textOf(parts, "/with/unreadable")).toContain(`fields.rules · ${says}`);
  });

  it("does not repeat the number where the conversation has its name", async () => {
    const parts = new Parts();
    await parts.send({ MobilePhone: RECIPIENT, Message: "a".repeat(481) });
    const text = await textOf(parts, `/with/${RECIPIENT}`);
    expect(text).toContain("A Message of at most 480 characters; this one has 481.");
    expect(text).not.toContain("to “");
  });
});

describe("a refusal that time heals", () => {
  it("says when in the page's two forms of time, in the conversation and in the journal", async () => {
    const parts = new Parts({ limits: { rate: null, perRecipient: { limit: 1, windowSeconds: 60 } } });
    await parts.send({ MobilePhone: RECIPIENT, Message: "one" });
    expect(await parts.send({ MobilePhone: RECIPIENT, Message: "two" })).toBe(429);
    for (const path of [`/with/${RECIPIENT}`, "/journal/2"]) {
      const text = await textOf(parts, path);
      expect(text).toMatch(
        /Would have succeeded: The same send from 2026-01-15 07:01:00 GMT-5 · \d\d:\d\d local on, or one to another/,
      );
      expect(text).not.toMatch(/from 2026-01-15T/);
    }
  });
});

describe("a send that was accepted", () => {
  it("passed all checks, and no rule is said to have decided it", async () => {
    const parts = new Parts();
    await parts.send({ MobilePhone: RECIPIENT, Message: "Hello" });
    const [message] = await parts.all();
    const views = [`/with/${RECIPIENT}/${message?.id}`, "/journal/1", "/journal"];
    for (const path of views) expect(await textOf(parts, path)).toMatch(/passed all checks/);
    expect(await textOf(parts, "/journal")).not.toContain("credits.balance");
    expect(await textOf(parts, "/journal/1")).not.toMatch(/decided by| decided /);
  });
});
