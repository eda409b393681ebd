/** Contract of any store, as a suite that a second one can run through. */
import { describe, expect, it } from "vitest";
import { openAccount } from "../../src/emulator/domain/account.ts";
import { fromExplanation } from "../../src/emulator/domain/cause.ts";
import { newContact } from "../../src/emulator/domain/contact.ts";
import type { InboxFilter } from "../../src/emulator/domain/inbox.ts";
import type { Message } from "../../src/emulator/domain/message.ts";
import type { Refusal } from "../../src/emulator/domain/refusal.ts";
import { submit } from "../../src/emulator/domain/submit.ts";
import type { Effect, Rule, Transition } from "../../src/emulator/domain/transition.ts";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import type { Settings, SettingsInput } from "../../src/emulator/settings.ts";
import type { Store } from "../../src/emulator/store/store.ts";
import type { JournalEntry } from "../../src/emulator/store/types.ts";
import { ManualClock, START } from "../support/manual-clock.ts";

const TOKEN = "test_alice";
const RECIPIENT = "12125550150";

export interface StoreParts {
  readonly settings: Settings;
  readonly clock: ManualClock;
  readonly log: (line: string) => void;
}

export type MakeStore = (parts: StoreParts) => Store | Promise<Store>;

/** A rule that changes what it is told to change. */
function changes(...effects: readonly Effect[]): Rule<null> {
  return () => ({ result: null, effects });
}

const PLAIN = { templateId: null, subject: "", highResolution: false, resend: false, sender: "" };

function nextMessage(text: string, recipient = RECIPIENT, at = START) {
  return (settings: Settings, id: string): Rule<Message | Refusal> =>
    (view) =>
      submit({ ...PLAIN, recipient, text }, view, settings, id, at);
}

function entry(token: string | null, target: string): Omit<JournalEntry, "number"> {
  return {
    at: START,
    token,
    method: "GET",
    target,
    fields: null,
    status: 200,
    responseHeaders: {},
    responseBody: "",
    decided: fromExplanation({ outcome: "accepted", decidedBy: "credits.answer", steps: [] }),
    booksStatus: 200,
    breakage: null,
    fault: null,
  };
}

export function describeStore(name: string, makeStore: MakeStore): void {
  async function setUp(input: SettingsInput = {}) {
    const settings = mergeSettings(input);
    const log: string[] = [];
    const clock = new ManualClock();
    const store = await makeStore({ settings, clock, log: (line) => log.push(line) });
    let drawn = 0;
    return {
      settings,
      log,
      clock,
      store,
      /** Sends one message that must be accepted. */
      async send(token: string, text: string, recipient?: string, at?: number): Promise<string> {
        const id = String(++drawn).padStart(40, "0");
        await store.admit(token);
        await store.transact(
          token,
          { recipient: recipient ?? RECIPIENT },
          nextMessage(text, recipient, at)(settings, id),
        );
        return id;
      },
    };
  }

  describe(`${name}: a transaction`, () => {
    it("shows the rule the account and the recipient's recent sends, and hands back what it decided", async () => {
      const { store, send } = await setUp();
      await send(TOKEN, "one");
      await send(TOKEN, "two", RECIPIENT, START + 5);
      await send(TOKEN, "three", "13105550151");
      const { result } = await store.transact(
        TOKEN,
        { recipient: RECIPIENT },
        ({ account, recentSends }) => ({
          result: [account.token, account.credits, recentSends],
          effects: [],
        }),
      );
      expect(result).toEqual([
        TOKEN,
        997,
        [
          { at: START, weight: 1, content: "one" },
          { at: START + 5, weight: 1, content: "two" },
        ],
      ]);
    });

    it("shows the recipient's contact as it was last put, of its own account, and none of one nobody asked for", async () => {
      const { store } = await setUp({ retention: { contacts: 2 } });
      for (const token of [TOKEN, "test_bob"]) await store.admit(token);
      const contact = newContact(RECIPIENT, 0, START);
      const optOut = { at: START + 5, by: "api", word: null } as const;
      for (const put of [contact, { ...contact, id: 2, number: "13105550151" }, { ...contact, optOut }]) {
        await store.transact(TOKEN, {}, changes({ kind: "contact", contact: put }));
      }
      const look = async (token: string, reads: { readonly recipient?: string }) =>
        (await store.transact(token, reads, (view) => ({ result: view.contact, effects: [] }))).result;
      const asked = { recipient: RECIPIENT };
      expect(await look(TOKEN, asked)).toEqual({ ...contact, optOut });
      expect([await look("test_bob", asked), await look(TOKEN, {})]).toEqual([undefined, undefined]);
      const listed = await store.contacts(TOKEN, 1);
      expect([listed.items.map(({ id }) => id), listed.total]).toEqual([[1], 2]);
      // The one that changed longest ago makes room.
      const third = { ...contact, id: 3, number: "13105550152" };
      await store.transact(TOKEN, {}, changes({ kind: "contact", contact: third }));
      expect((await store.contacts(TOKEN, 9)).items.map(({ id }) => id)).toEqual([3, 1]);
      expect((await store.account(TOKEN))?.contactsMade).toBe(3);
    });

    it("tells of a contact when its opt-out changes, and not of other changes to it", async () => {
      const { store } = await setUp();
      await store.admit(TOKEN);
      store.listen();
      const optOut = { at: START, by: "handset", word: "STOP" } as const;
      const contact = newContact(RECIPIENT, 0, START);
      for (const put of [
        contact,
        { ...contact, optOut },
        { ...contact, optOut, updatedAt: START + 1 },
        contact,
      ]) {
        await store.transact(TOKEN, {}, changes({ kind: "contact", contact: put }));
      }
      const what = { type: "opt-out", recipient: RECIPIENT };
      expect(store.events(0, TOKEN, 9).map((event) => event.what)).toEqual([
        { ...what, optedOut: true, by: "handset" },
        { ...what, optedOut: false, by: null },
      ]);
    });

    it("takes in what handsets write, in order, as far as it is kept, and finds it by what is asked for", async () => {
      const { store } = await setUp({ retention: { inbox: 2 } });
      await store.admit(TOKEN);
      for (const number of [1, 2, 3]) {
        const message = {
          number,
          token: TOKEN,
          from: number === 2 ? "13105550151" : RECIPIENT,
          to: "82257",
          text: `text ${number}`,
          receivedAt: START + number,
          keyword: null,
          campaign: null,
          asks: null,
          reply: null,
        };
        await store.transact(TOKEN, {}, changes({ kind: "received", message }));
      }
      const numbers = async (filter: InboxFilter, from = 0, count = 9) => {
        const { items, total } = await store.inbox(TOKEN, filter, from, count);
        return [items.map(({ number }) => number), total];
      };
      expect(await numbers({})).toEqual([[2, 3], 2]);
      expect(await numbers({}, 1, 1)).toEqual([[3], 2]);
      expect(await numbers({}, 0, 0)).toEqual([[], 2]);
      expect(await numbers({ from: RECIPIENT })).toEqual([[3], 1]);
      expect(await numbers({ receivedFrom: START + 2, receivedTo: START + 2 })).toEqual([[2], 1]);
      expect(await numbers({ contains: "3" })).toEqual([[3], 1]);
      expect((await store.account(TOKEN))?.received).toBe(3);
      expect(await store.inbox("test_bob", {}, 0, 9)).toEqual({ items: [], total: 0 });
    });

    it("shows no recent sends of a recipient nobody asked for", async () => {
      const { store, send } = await setUp();
      await send(TOKEN, "one");
      const looks = [{}, { recipient: "13105550151" }].map((reads) =>
        store.transact(TOKEN, reads, ({ recentSends }) => ({ result: recentSends, effects: [] })),
      );
      for (const look of looks) expect((await look).result).toEqual([]);
    });

    it("[submit.atomic] applies all effects of a decision", async () => {
      const { store, send } = await setUp();
      const id = await send(TOKEN, "a".repeat(161));
      const bucket = { allowance: 3, checkedAt: 7 };
      await store.transact(TOKEN, {}, changes({ kind: "bucket", bucket }));
      expect(await store.account(TOKEN)).toMatchObject({
        credits: 998,
        senderCursor: 1,
        bucket,
        totals: { messages: 1, parts: 2, creditsCharged: 2 },
      });
      expect(await store.message(id)).toMatchObject({ text: "a".repeat(161), credits: 2 });
    });

    it("[submit.atomic] changes nothing when the rule throws", async () => {
      const { store, send } = await setUp();
      await send(TOKEN, "one");
      const before = structuredClone(await store.account(TOKEN));
      const broken = async (): Promise<unknown> =>
        store.transact(TOKEN, { recipient: RECIPIENT }, (): Transition<null> => {
          throw new Error("broken rule");
        });
      await expect(broken()).rejects.toThrow("broken rule");
      expect(await store.account(TOKEN)).toEqual(before);
      expect((await store.messages({ limit: 10 })).total).toBe(1);
    });

    it("[submit.atomic] runs one after the other: none is lost of many at once", async () => {
      const { store } = await setUp();
      await store.admit(TOKEN);
      const count: Rule<number> = ({ account }) => ({
        result: account.senderCursor,
        effects: [
          { kind: "sender-cursor", cursor: account.senderCursor + 1 },
          { kind: "charge", credits: 1 },
        ],
      });
      const many = Array.from({ length: 50 }, async () => (await store.transact(TOKEN, {}, count)).result);
      expect((await Promise.all(many)).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 50 }, (_, i) => i),
      );
      expect(await store.account(TOKEN)).toMatchObject({ senderCursor: 50, credits: 950 });
    });

    it("is refused for an account that nobody has", async () => {
      const { store } = await setUp();
      const onNobody = async (): Promise<unknown> => store.transact("nobody", {}, changes());
      await expect(onNobody()).rejects.toThrow("Failed to open the books: the account does not exist.");
    });
  });

  describe(`${name}: accounts`, () => {
    it("[auth.tenants] are admitted by prefix and by the vendor's sample token, and are then the same", async () => {
      const { store } = await setUp();
      for (const token of [TOKEN, "your_access_token"]) {
        expect(await store.admit(token)).toMatchObject({ token, credits: 1000 });
        await store.transact(token, {}, changes({ kind: "charge", credits: 1 }));
        expect(await store.admit(token)).toMatchObject({ token, credits: 999 });
      }
      expect(await store.admit("nobody")).toBeUndefined();
      expect(await store.account("nobody")).toBeUndefined();
      expect((await store.accounts()).map(({ token }) => token)).toEqual([TOKEN, "your_access_token"]);
    });

    it("are replaced whole: the old messages and windows go", async () => {
      const { store, settings, send } = await setUp();
      const id = await send(TOKEN, "one");
      await store.putAccount(TOKEN, { credits: 5 });
      expect(await store.account(TOKEN)).toEqual(openAccount(TOKEN, settings, { credits: 5 }));
      expect(await store.message(id)).toBeUndefined();
      expect((await store.messages({ limit: 10 })).total).toBe(0);
      const { result } = await store.transact(TOKEN, { recipient: RECIPIENT }, ({ recentSends }) => ({
        result: recentSends,
        effects: [],
      }));
      expect(result).toEqual([]);
    });

    it("are patched in part, and only when somebody has the token", async () => {
      const { store, send } = await setUp();
      await send(TOKEN, "one");
      const patched = await store.patchAccount(TOKEN, { credits: 5, limits: { rate: null } });
      expect(patched).toMatchObject({
        credits: 5,
        limits: { rate: null, perRecipient: { limit: 10 } },
        totals: { messages: 1, creditsCharged: 1 },
      });
      expect(await store.account(TOKEN)).toEqual(patched);
      expect(await store.patchAccount("nobody", { credits: 5 })).toBeUndefined();
    });

    it("[auth.tenant-limit] of those created at first use the longest unused goes, said once", async () => {
      const { store, log, clock } = await setUp({ tenants: { limit: 2 } });
      for (const [at, token] of ["test_a", "test_b", "test_a", "test_c", "test_d"].entries()) {
        clock.setTo(at);
        await store.admit(token);
      }
      expect((await store.accounts()).map(({ token }) => token)).toEqual(["test_c", "test_d"]);
      expect(log).toHaveLength(1);
    });
  });

  describe(`${name}: messages`, () => {
    it("[report.unknown-id] are found by their own account only", async () => {
      const { store, send } = await setUp();
      const id = await send(TOKEN, "one");
      await store.admit("test_bob");
      const seenBy = async (token: string, message: string): Promise<unknown> =>
        (await store.transact(token, { message }, (view) => ({ result: view.message?.text, effects: [] })))
          .result;
      expect(await seenBy(TOKEN, id)).toBe("one");
      expect(await seenBy("test_bob", id)).toBeUndefined();
      expect(await seenBy(TOKEN, "unknown")).toBeUndefined();
      expect(await store.message(id)).toMatchObject({ token: TOKEN });
      expect(await store.message("unknown")).toBeUndefined();
    });

    it("are listed newest first, by account, recipient and text, with a total beyond the limit", async () => {
      const { store, send } = await setUp();
      await send(TOKEN, "code 1");
      await send("test_bob", "code 2");
      await send(TOKEN, "code 3", "13105550151");
      await send(TOKEN, "other");
      const texts = async (query: Parameters<Store["messages"]>[0]): Promise<unknown> => {
        const { items, total } = await store.messages(query);
        return [items.map(({ text }) => text), total];
      };
      expect(await texts({ limit: 10 })).toEqual([["other", "code 3", "code 2", "code 1"], 4]);
      expect(await texts({ limit: 2 })).toEqual([["other", "code 3"], 4]);
      expect(await texts({ limit: 10, token: TOKEN })).toEqual([["other", "code 3", "code 1"], 3]);
      expect(await texts({ limit: 10, recipient: RECIPIENT })).toEqual([["other", "code 2", "code 1"], 3]);
      expect(await texts({ limit: 1, contains: "code" })).toEqual([["code 3"], 3]);
      const all = { token: TOKEN, recipient: RECIPIENT, contains: "ode" };
      expect(await texts({ limit: 10, ...all })).toEqual([["code 1"], 1]);
      expect(await texts({ limit: 10, token: "nobody" })).toEqual([[], 0]);
    });

    it("[retention.messages] beyond the bound the oldest go, said once, and totals stay true", async () => {
      const { store, send, log } = await setUp({ retention: { messages: 3 } });
      const ids: string[] = [];
      for (const text of ["1", "2", "3"]) ids.push(await send(TOKEN, text));
      expect(log).toEqual([]);
      ids.push(await send("test_bob", "4"), await send(TOKEN, "5"), await send(TOKEN, "6"));
      expect(log).toEqual([
        "More than 3 messages: the oldest are dropped from now on, totals stay true (setting retention.messages).",
      ]);
      const { items, total } = await store.messages({ limit: 10 });
      expect([items.map(({ text }) => text), total]).toEqual([["6", "5", "4"], 3]);
      expect((await store.messages({ limit: 10, token: TOKEN })).total).toBe(2);
      expect(await store.message(ids[2] ?? "")).toBeUndefined();
      expect(await store.account(TOKEN)).toMatchObject({ totals: { messages: 5, creditsCharged: 5 } });
    });

    it("[retention.messages] an account that has gone takes its messages along, none of the others'", async () => {
      const { store, send } = await setUp({ retention: { messages: 3 } });
      await send("test_gone", "1");
      await send("test_gone", "2");
      await send(TOKEN, "3");
      await store.putAccount("test_gone", {});
      for (const text of ["4", "5", "6"]) await send(TOKEN, text);
      const { items } = await store.messages({ limit: 10 });
      expect(items.map(({ text }) => text)).toEqual(["6", "5", "4"]);
    });
  });

  describe(`${name}: the journal`, () => {
    it("[retention.journal] keeps the newest, and lists them newest first and by account", async () => {
      const { store } = await setUp({ retention: { journal: 3 } });
      for (const target of ["/1", "/2", "/3"]) store.record(entry(TOKEN, target));
      store.record(entry(null, "/4"));
      const targets = async (query: Parameters<Store["journal"]>[0]): Promise<unknown> => {
        const { items, total } = await store.journal(query);
        return [items.map(({ target }) => target), total];
      };
      expect(await targets({ limit: 10 })).toEqual([["/4", "/3", "/2"], 3]);
      expect(await targets({ limit: 1 })).toEqual([["/4"], 3]);
      expect(await targets({ limit: 10, token: TOKEN })).toEqual([["/3", "/2"], 2]);
    });
  });

  describe(`${name}: a reset`, () => {
    it("takes everything back: accounts, messages, windows, journal", async () => {
      const { store, send } = await setUp();
      const id = await send(TOKEN, "one");
      store.record(entry(TOKEN, "/1"));
      await store.reset();
      expect(await store.accounts()).toEqual([]);
      expect(await store.message(id)).toBeUndefined();
      expect(await store.messages({ limit: 10 })).toEqual({ items: [], total: 0 });
      expect(await store.journal({ limit: 10 })).toEqual({ items: [], total: 0 });
      expect(await store.admit(TOKEN)).toMatchObject({ credits: 1000, totals: { messages: 0 } });
      const { result } = await store.transact(TOKEN, { recipient: RECIPIENT }, ({ recentSends }) => ({
        result: recentSends,
        effects: [],
      }));
      expect(result).toEqual([]);
    });
  });
}
