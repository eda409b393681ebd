/** Every lever does what the curl beside it does: one emulator is moved by the form, its twin by the shell. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Answer, curlIn, formOf, paste, type Reader, readerFor, SHOP } from "./controls-page.ts";

const THREAD = "/with/16465550150";

interface ControlCase {
  readonly control: string;
  /** View that it stands on. */
  readonly path: string;
  readonly typed: Readonly<Record<string, string>>;
  /** Reads what it changes. */
  readonly look: (reader: Reader) => unknown;
}

/** Makes equal books for both ways. */
async function filled(): Promise<Reader> {
  const reader = await readerFor();
  const { emulator } = reader;
  await emulator.accounts.create({ token: SHOP, delivery: { mode: "manual" } });
  await reader.send();
  await reader.call("/v1/mms-template/create", {
    Name: "Spring",
    ResourceLink: "https://example.com/magic-unapproved.jpg",
  });
  await emulator.faults.add({ kind: "status", match: { token: SHOP, endpoint: "credits.balance" } });
  return reader;
}

async function messagePath({ emulator }: Reader): Promise<string> {
  const { items } = await emulator.messages.list({ token: SHOP });
  return `${THREAD}/${items[0]?.id}`;
}

const token = { token: SHOP };
const cases: readonly ControlCase[] = [
  {
    control: "reply",
    path: THREAD,
    typed: { message: `It's "fine", isn't it? \\ $HOME \`id\`\n\u202e👍 & <b>`, to: "82257" },
    look: ({ emulator }) => emulator.inbox.list(token),
  },
  {
    control: "message-status",
    path: "message",
    typed: { id: "5" },
    look: ({ emulator }) => emulator.messages.list(token),
  },
  {
    control: "template-status",
    path: "/templates",
    typed: { id: "4" },
    look: ({ emulator }) => emulator.templates.list(token),
  },
  {
    control: "clock-advance",
    path: "/levers",
    typed: { by: "2h" },
    look: async ({ emulator }) => [await emulator.clock.get(token), await emulator.clock.get()],
  },
  {
    control: "clock-set",
    path: "/levers",
    typed: { now: "2026-12-24T12:00:00Z", frozen: "yes", scope: "all" },
    look: async ({ emulator }) => [await emulator.clock.get(token), await emulator.clock.get()],
  },
  {
    control: "clock-freeze",
    path: "/levers",
    typed: {},
    look: async ({ emulator }) => [await emulator.clock.get(token), await emulator.clock.get()],
  },
  {
    control: "balance",
    path: "/levers",
    typed: { credits: "12345" },
    look: ({ emulator }) => emulator.accounts.get(SHOP),
  },
  {
    control: "delivery",
    path: "/levers",
    typed: { "delivery.mode": "time", "delivery.end": "12", "delivery.deliveredAfterMs": "9000" },
    look: ({ emulator }) => emulator.accounts.get(SHOP),
  },
  {
    control: "fault-add",
    path: "/levers",
    typed: {
      kind: "latency",
      when: "after",
      "match.recipient": "16465550177",
      times: "",
      nth: "3",
      probability: "0.5",
      "latency.ms": "250",
    },
    look: ({ emulator }) => emulator.faults.list(),
  },
  {
    control: "fault-remove",
    path: "/levers",
    typed: {},
    look: ({ emulator }) => emulator.faults.list(),
  },
  {
    control: "faults-clear",
    path: "/levers",
    typed: {},
    look: ({ emulator }) => emulator.faults.list(),
  },
  {
    control: "reset",
    path: "/levers",
    typed: { sure: "yes" },
    look: ({ emulator }) => emulator.messages.list(token),
  },
];

/** Finds a control; the first where it stands several times. */
async function whereIs(
  reader: Reader,
  { control, path }: ControlCase,
): Promise<{ view: string; id: string }> {
  const view = await reader.view(path === "message" ? await messagePath(reader) : path);
  const { html } = await reader.get(view);
  const [, id] = new RegExp(`<form id="(lever-${control}(?:-[^"]*)?)"`).exec(html) ?? [];
  if (id === undefined) throw new Error(`Expected the lever ${control} on ${view}.`);
  return { view, id };
}

describe("a lever", () => {
  it.each(cases)("$lever changes what its curl changes, and goes back to a page", async (control) => {
    const [byForm, byCurl] = [await filled(), await filled()];
    const before = await control.look(byForm);
    expect(await control.look(byCurl)).toEqual(before);

    const { view, id } = await whereIs(byForm, control);
    const answer = await byForm.sendForm(view, id, control.typed);
    expect([answer.status, answer.html]).toEqual([303, ""]);
    expect((await byForm.get(answer.location ?? "")).status).toBe(200);

    const twin = await whereIs(byCurl, control);
    const shown = await byCurl.sendForm(twin.view, twin.id, { ...control.typed, only: "curl" });
    expect(shown.status).toBe(200);
    expect(await control.look(byCurl)).toEqual(before);
    await paste(curlIn(formOf(shown.html, twin.id).markup));

    const after = await control.look(byForm);
    expect(after).not.toEqual(before);
    expect(await control.look(byCurl)).toEqual(after);
  });

  it.each([
    { scope: "one", clock: "2026-01-15T12:00:00.000Z", faults: 1 },
    { scope: "all", clock: "2026-01-15T13:00:00.000Z", faults: 0 },
  ])("for the scope $scope reaches no further than it says", async ({ scope, clock, faults }) => {
    const reader = await filled();
    const { emulator } = reader;
    await emulator.faults.add({ kind: "status", match: { token: "test_other" } });
    const view = await reader.view("/levers");
    await reader.sendForm(view, "lever-faults-clear", { scope });
    expect((await emulator.faults.list()).total).toBe(faults);
    await reader.sendForm(view, "lever-clock-advance", { by: "1h", scope });
    expect(await emulator.clock.get({ token: SHOP })).toMatchObject({ now: "2026-01-15T13:00:00.000Z" });
    expect(await emulator.clock.get()).toMatchObject({ now: clock });
  });

  it("clock-resume lets a frozen clock run again, and so does its curl", async () => {
    for (const way of ["form", "curl"] as const) {
      const reader = await filled();
      await reader.emulator.clock.freeze({ token: SHOP });
      const view = await reader.view("/levers");
      if (way === "form") await reader.sendForm(view, "lever-clock-resume");
      else await paste(curlIn(formOf((await reader.get(view)).html, "lever-clock-resume").markup));
      expect(await reader.emulator.clock.get({ token: SHOP })).toMatchObject({ frozen: false });
    }
  });

  it("shows a curl that works before anybody has typed", async () => {
    const reader = await filled();
    const view = await reader.view("/levers");
    await paste(curlIn(formOf((await reader.get(view)).html, "lever-balance").markup));
    expect((await reader.emulator.accounts.get(SHOP)).credits).toBe(1000);
  });

  it("does not print an access token that may be somebody's, and takes it from the environment", async () => {
    const reader = await readerFor();
    const secret = "live-7f3b9c55d1";
    await reader.emulator.accounts.create({ token: secret });
    const { html } = await reader.get(await reader.view("/levers"));
    expect(html).not.toContain(secret);
    const curl = curlIn(formOf(html, "lever-clock-freeze").markup);
    await paste(curl, { ACCESS_TOKEN: secret });
    await paste(curlIn(formOf(html, "lever-balance").markup).replace("1000", "77"), { ACCESS_TOKEN: secret });
    expect(await reader.emulator.clock.get({ token: secret })).toMatchObject({ frozen: true });
    expect((await reader.emulator.accounts.get(secret)).credits).toBe(77);
  });

  it.each(["live &?#/+% \"'\\$(id)`", "live-ä😀"])(
    "has a token from the environment encoded where it stands: %s",
    async (secret) => {
      const reader = await readerFor();
      await reader.emulator.accounts.create({ token: secret });
      await reader.send({}, encodeURIComponent(secret));
      const { html } = await reader.get(await reader.view("/levers"));
      for (const id of ["lever-clock-freeze", "lever-balance"]) {
        await paste(curlIn(formOf(html, id).markup), { ACCESS_TOKEN: secret });
      }
      expect(await reader.emulator.clock.get({ token: secret })).toMatchObject({ frozen: true });
      expect((await reader.emulator.accounts.get(secret)).credits).toBe(1000);
    },
  );

  it("leaves a text alone that looks like what stands for a token", async () => {
    const reader = await readerFor();
    await reader.emulator.accounts.create({ token: "live-7f3b9c55d1" });
    const answer = await reader.sendForm(await reader.view("/levers"), "lever-clock-advance", {
      by: "accessTokenOfThisAccount",
    });
    expect(curlIn(formOf(answer.html, "lever-clock-advance").markup)).toContain(
      '"by":"accessTokenOfThisAccount"',
    );
  });

  it("welcomes with a curl that works", async () => {
    const reader = await readerFor();
    await paste(curlIn((await reader.get("/")).html));
    expect((await reader.emulator.messages.list({ token: "test_me" })).total).toBe(1);
  });

  it("off loopback shows a curl that sends the control token, from the environment", async () => {
    const controlToken = "a-control-token-of-the-tests";
    const reader = await readerFor(
      { host: "0.0.0.0", controlToken },
      { Authorization: `Bearer ${controlToken}` },
    );
    await reader.emulator.accounts.create({ token: SHOP });
    const { html } = await reader.get(await reader.view("/levers"));
    expect(html).not.toContain(controlToken);
    const curl = curlIn(formOf(html, "lever-clock-freeze").markup);
    await expect(paste(curl, { CONTROL_TOKEN: "wrong" })).rejects.toThrow(/error: 401/);
    await paste(curl, { CONTROL_TOKEN: controlToken });
    expect(await reader.emulator.clock.get({ token: SHOP })).toMatchObject({ frozen: true });
  });
});

describe("a state", () => {
  it("is saved as a file and loaded from it, as by curl", async () => {
    const directory = await mkdtemp(join(tmpdir(), "levers-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    const reader = await filled();
    const view = await reader.view("/levers");
    const { html } = await reader.get(view);
    const [, link = ""] = /<a class="button" href="([^"]+)"/.exec(html) ?? [];
    const saved = await reader.get(link);
    const [, save = ""] = /<div class="lever">([^]*?)<\/details>/.exec(html) ?? [];
    await paste(curlIn(save), {}, directory);
    const file = await readFile(join(directory, "protexting-state.json"), "utf8");
    expect(JSON.parse(saved.html)).toEqual(JSON.parse(file));

    const before = await reader.emulator.messages.list({ token: SHOP });
    await reader.emulator.reset();
    await reader.emulator.accounts.create({ token: SHOP });
    const loaded = await reader.sendForm(view, "lever-load", { body: saved.html, sure: "yes" });
    expect(loaded.status).toBe(303);
    expect(await reader.emulator.messages.list({ token: SHOP })).toEqual(before);

    await reader.emulator.reset({ token: SHOP });
    const load = curlIn(formOf(html, "lever-load").markup);
    await writeFile(join(directory, "protexting-state.json"), saved.html);
    await paste(load, {}, directory);
    expect(await reader.emulator.messages.list({ token: SHOP })).toEqual(before);
  });

  it.each([
    ["no JSON", "{"],
    ["JSON that is no state", `{"version":"x"}`],
    ["nothing", ""],
  ])("that is %s is refused by name, and nothing changes", async (_, body) => {
    const reader = await filled();
    const before = await reader.emulator.snapshot();
    const answer = await reader.sendForm(await reader.view("/levers"), "lever-load", { body, sure: "yes" });
    expect(answer.status).toBe(422);
    expect(problems(answer, "lever-load")).toEqual([
      expect.stringMatching(/^[A-Z].*\. Please choose the file that was saved\.$/),
    ]);
    expect(await reader.emulator.snapshot()).toEqual(before);
  });

  it("keeps nothing of an account that a reset took away, and shows another page then", async () => {
    const reader = await readerFor();
    await reader.send();
    const answer = await reader.sendForm(await reader.view("/levers"), "lever-reset", { sure: "yes" });
    expect(answer.location).toBe("/_emulator/page");
    expect((await reader.get(answer.location ?? "")).status).toBe(200);
  });
});

/** Errors that a form shows. */
function problems({ html }: Answer, id: string): readonly string[] {
  const { markup } = formOf(html, id);
  return [...markup.matchAll(/<p[^>]*role="alert"[^>]*>(?:<bdi>)?([^<]*)/g)].map(([, text = ""]) => text);
}

describe("a lever that cannot be pulled", () => {
  it.each([
    {
      id: "lever-clock-advance",
      typed: { by: "tomorrow", scope: "all" },
      says: /milliseconds, or a text like/,
      field: "by",
    },
    {
      id: "lever-clock-set",
      typed: { now: "noon", frozen: "yes" },
      says: /ISO 8601/,
      field: "now",
    },
    { id: "lever-balance", typed: { credits: "-5" }, says: /^must be 0 or more$/, field: "credits" },
    { id: "lever-balance", typed: { credits: "many" }, says: /^must be a number$/, field: "credits" },
    {
      id: "lever-delivery",
      typed: { "delivery.processedAfterMs": "soon", "delivery.end": "12" },
      says: /^must be a number$/,
      field: "delivery.processedAfterMs",
    },
    {
      id: "lever-fault-add",
      typed: { kind: "status", when: "after", status: "404", "match.recipient": "x" },
      says: /must be 500 or more/,
      field: "status",
    },
    {
      id: "lever-fault-add",
      typed: { probability: "7" },
      says: /^must be 1 or less$/,
      field: "probability",
    },
    {
      id: "lever-fault-add",
      typed: { kind: "latency" },
      says: /^must be more than 0 where kind is latency: the fault would do nothing$/,
      field: "latency.ms",
    },
    {
      id: "lever-fault-add",
      typed: { kind: "reset", "match.recipient": "nobody" },
      says: /^must be a phone number, country code first, like 16465550123: it would meet no call$/,
      field: "match.recipient",
    },
    { id: "lever-reset", typed: { scope: "all" }, says: /tick this first/, field: "sure" },
  ])("$id says so beside the field $field, and loses nothing typed", async ({ id, typed, says, field }) => {
    const reader = await filled();
    const before = await reader.emulator.snapshot();
    const answer = await reader.sendForm(await reader.view("/levers"), id, typed);
    expect(answer.status).toBe(422);
    expect(problems(answer, id)).toEqual([expect.stringMatching(says)]);
    const { fields, markup } = formOf(answer.html, id);
    expect(fields).toMatchObject(typed);
    const [wrong = ""] = new RegExp(`<[^>]* name="${field}"[^>]*>`).exec(markup) ?? [];
    expect(wrong).toContain('aria-invalid="true"');
    expect(wrong).toContain(`${id}-${field}-problem`);
    expect(await reader.emulator.snapshot()).toEqual(before);
  });

  it("says what has no field above the form: a status that is final", async () => {
    const reader = await filled();
    const view = await reader.view(await messagePath(reader));
    const [message] = (await reader.emulator.messages.list({ token: SHOP })).items;
    const { action, fields } = formOf((await reader.get(view)).html, "lever-message-status");
    await reader.emulator.messages.setStatus(message?.id ?? "", 3);
    const response = await fetch(reader.url + action, { method: "POST", body: new URLSearchParams(fields) });
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(problems({ status: 422, location: null, html }, "lever-message-status")).toEqual([
      expect.stringMatching(/is final and does not move/),
    ]);
  });

  it("keeps what was written when a handset writes to a number that is not the account's", async () => {
    const reader = await filled();
    const answer = await reader.sendForm(await reader.view(THREAD), "lever-reply", {
      message: "<b>Long story</b>",
      to: "99999",
    });
    expect(answer.status).toBe(422);
    expect(problems(answer, "lever-reply")).toEqual([expect.stringMatching(/one of the account.*numbers/)]);
    expect(formOf(answer.html, "lever-reply").fields).toMatchObject({ message: "<b>Long story</b>" });
  });

  it("is refused without the page's own token, and does nothing when it is only visited", async () => {
    const reader = await filled();
    const before = await reader.emulator.snapshot();
    const { action } = formOf((await reader.get(await reader.view("/levers"))).html, "lever-reset");
    const body = new URLSearchParams({ sure: "yes", scope: "all" });
    const forged = await fetch(reader.url + action, { method: "POST", body });
    expect(forged.status).toBe(403);
    expect(await reader.get(`${action}?sure=yes&scope=all`)).toMatchObject({
      status: 303,
      location: expect.stringMatching(/\/levers$/),
    });
    expect(await reader.emulator.snapshot()).toEqual(before);
  });
});
