/** MMS templates through the client: values, at most once, and waiting for approval. */
import { describe, expect, it, onTestFinished } from "vitest";
import {
  AbortError,
  InvalidInputError,
  isProTextingError,
  NotFoundError,
  ProTexting,
  type ProTextingOptions,
  TimeoutError,
} from "../../src/client/index.ts";
import { createEmulator, type SettingsInput } from "../../src/emulator/index.ts";
import { ManualClock, START } from "../support/manual-clock.ts";
import { VirtualTime } from "./pacing/virtual-time.ts";
import { fakeClient, json, refusal, rejection, TOKEN } from "./support.ts";

const LINK = "https://media.example.test/picture.png";
const ROW = {
  Id: 10586,
  Name: "My Image",
  Url: "https://mms.protexting.com/uploads/media/46e446d800290d2922b1.jpg",
  DateCreated: "2015-01-20 10:21:29",
  Status_Id: 3,
  Status_Description: "Approved",
};
const TEMPLATE = {
  id: 10586,
  name: "My Image",
  url: ROW.Url,
  createdAt: { text: "2015-01-20 10:21:29", date: new Date("2015-01-20T15:21:29Z") },
  status: { id: 3, description: "Approved" },
};

/** Client and emulator on one virtual clock; paced, and patient with failures, as clients are by default. */
function setUp(settings: SettingsInput = {}, options: ProTextingOptions = {}) {
  const time = new VirtualTime(START);
  const emulator = createEmulator({ settings, seed: "templates", clock: time });
  onTestFinished(() => emulator.close());
  const reads: number[] = [];
  const client = new ProTexting({
    accessToken: TOKEN,
    baseUrl: "https://api.example",
    clock: time.clock,
    sleep: time.sleep,
    random: () => 0.5,
    fetch: async (url, init) => {
      if (url.includes("/mms-template/view")) reads.push(time.now() - START);
      return await time.during(emulator.fetch(url, init));
    },
    ...options,
  });
  const create = async (resourceLink = LINK) =>
    (await time.run(client.mmsTemplates.create({ resourceLink }))).id;
  return { time, emulator, client, create, reads };
}

/** Without limits and on a clock that stands. */
function direct(format: "json" | "xml") {
  const emulator = createEmulator({ seed: "templates", clock: new ManualClock() });
  onTestFinished(() => emulator.close());
  const { fetch } = emulator;
  const options = { accessToken: TOKEN, baseUrl: "https://api.example", fetch, format };
  return { emulator, client: new ProTexting({ ...options, timeout: false, retries: 0, pacing: false }) };
}

describe.each(["json", "xml"] as const)("in %s", (format) => {
  it("creates, views, lists and iterates", async () => {
    const { emulator, client } = direct(format);
    const made = await client.mmsTemplates.create({ resourceLink: LINK, name: "Fish & <chips>" });
    expect(made).toEqual({
      id: 10586,
      name: "Fish & <chips>",
      url: expect.stringMatching(/^https:\/\/mms\.protexting\.com\/uploads\/media\/[0-9a-f]{20}\.png$/),
      createdAt: { text: "2026-01-15 07:00:00", date: new Date(START) },
      status: { id: 0, description: "Pending for processing" },
    });
    expect(await client.mmsTemplates.view(made.id)).toEqual(made);
    const second = await client.mmsTemplates.create({ resourceLink: LINK });
    expect(second.name).toBe("");
    const { items, page } = await client.mmsTemplates.list();
    expect([items, page]).toEqual([[second, made], { current: 1, count: 1, perPage: 100, total: 2 }]);
    const seen: number[] = [];
    for await (const { id } of client.mmsTemplates.list({ perPage: 1 })) seen.push(id);
    expect(seen).toEqual([10587, 10586]);
    expect((await emulator.templates.list({ token: TOKEN })).total).toBe(2);
  });

  it("names the field that is refused, and the template that is not there", async () => {
    const { client } = direct(format);
    const invalid = await rejection(client.mmsTemplates.create({ resourceLink: "picture.png" }));
    expect(invalid).toBeInstanceOf(InvalidInputError);
    expect(invalid).toMatchObject({
      fields: [{ field: "resourceLink", message: "Resource Link is invalid." }],
    });
    expect(await rejection(client.mmsTemplates.view(7))).toBeInstanceOf(NotFoundError);
  });
});

it("reads the vendor's sample, and keeps a state that is not in the table", async () => {
  const { client } = fakeClient(() => json({ ...ROW, Status_Id: "9", Status_Description: "Lost" }));
  expect(await client.mmsTemplates.view(10586)).toEqual({
    ...TEMPLATE,
    status: { id: 9, description: "Lost" },
  });
});

it.each([0, -1, 1.5, Number.NaN])("asks nothing for the id %d", async (id) => {
  const { client, requests } = fakeClient(json(ROW));
  expect(await rejection(client.mmsTemplates.view(id))).toBeInstanceOf(InvalidInputError);
  expect(requests).toEqual([]);
});

describe("a template is created at most once", () => {
  const patient = { retries: 3, sleep: async () => {}, random: () => 0 } as const satisfies ProTextingOptions;
  const broken = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", syscall: "read" });
  const unconnected = Object.assign(new Error("connect ECONNREFUSED"), {
    code: "ECONNREFUSED",
    syscall: "connect",
  });

  it.each([
    ["the connection breaks", broken, "ConnectionError"],
    ["the server fails", () => refusal(500, "Oops"), "ServerError"],
    ["the answer cannot be read", () => new Response("no JSON", { status: 201 }), "UnexpectedAnswerError"],
  ] as const)("when %s: one request, and the error", async (_, answer, name) => {
    const { client, requests } = fakeClient(answer, patient);
    const error = await rejection(client.mmsTemplates.create({ resourceLink: LINK }));
    expect(isProTextingError(error, name)).toBe(true);
    expect(requests).toHaveLength(1);
  });

  it("while no connection comes about it is asked for again", async () => {
    const { client, requests } = fakeClient(unconnected, patient);
    await rejection(client.mmsTemplates.create({ resourceLink: LINK }));
    expect(requests).toHaveLength(4);
  });

  it("while reading one is repeated all the same", async () => {
    const { client, requests } = fakeClient(() => refusal(500, "Oops"), patient);
    await rejection(client.mmsTemplates.view(10586));
    await rejection(client.mmsTemplates.list());
    expect(requests).toHaveLength(8);
  });
});

describe("waitForApproval", () => {
  it("awaited, gives the template that is approved; iterated, each state on the way", async () => {
    const { client, time, create } = setUp({ approval: { stepMs: 20_000 } });
    const id = await create();
    const wait = client.mmsTemplates.waitForApproval(id);
    const states: string[] = [];
    await time.run(
      (async () => {
        for await (const { status } of wait) states.push(status.description);
      })(),
    );
    expect(states).toEqual([
      "Pending for processing",
      "Processing",
      "Processed pending approval",
      "Approved",
    ]);
    expect(await wait).toMatchObject({ id, status: { id: 3, description: "Approved" } });
  });

  it.each([
    ["magic-rejected.png", 4, "Rejected"],
    ["magic-broken.png", 5, "Processed Failed"],
  ])("gives a template of %s too, in its final state", async (file, id, description) => {
    const { client, time, create } = setUp();
    const template = await create(`https://media.example.test/${file}`);
    expect(await time.run(client.mmsTemplates.waitForApproval(template))).toMatchObject({
      status: { id, description },
    });
  });

  it("reads ever more rarely, and a state that nobody knows is no end", async () => {
    const { client, time, create, reads } = setUp({ approval: { mode: "manual" } });
    const id = await create();
    const error = await time.run(rejection(client.mmsTemplates.waitForApproval(id, { deadline: 200_000 })));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({
      lastTemplate: { id, status: { id: 0, description: "Pending for processing" } },
      attempts: reads.length,
    });
    expect(error).not.toHaveProperty("lastReport");
    const gaps = reads.slice(1).map((at, index) => at - (reads[index] ?? 0));
    expect(gaps).toEqual(gaps.toSorted((one, other) => one - other));
    expect(gaps.at(-1)).toBe(60_000);

    const lost = fakeClient(() => json({ ...ROW, Status_Id: 9, Status_Description: "Lost" }), {
      clock: time.clock,
      sleep: time.sleep,
    });
    const late = await time.run(
      rejection(lost.client.mmsTemplates.waitForApproval(10586, { deadline: 5000 })),
    );
    expect(late).toMatchObject({ name: "TimeoutError", lastTemplate: { status: { description: "Lost" } } });
  });

  it("ends with the signal, and at once for an id that is unknown", async () => {
    const { client, time, create, reads } = setUp();
    const id = await create();
    const controller = new AbortController();
    const wait = client.mmsTemplates.waitForApproval(id, { signal: controller.signal });
    controller.abort();
    expect(await time.run(rejection(wait))).toBeInstanceOf(AbortError);
    const before = reads.length;
    expect(await time.run(rejection(client.mmsTemplates.waitForApproval(7)))).toBeInstanceOf(NotFoundError);
    expect(reads.length - before).toBe(1);
  });
});

it("an approved template goes out as MMS, and comes back as SMS where its carrier rejects it", async () => {
  const { client, time, create } = setUp();
  const mmsTemplateId = await create();
  const early = await time.run(rejection(client.sms.send({ mobilePhone: "16465550105", mmsTemplateId })));
  expect(early).toMatchObject({ name: "InvalidInputError", fields: [{ field: "mmsTemplateId" }] });
  await time.run(client.mmsTemplates.waitForApproval(mmsTemplateId));
  const { id } = await time.run(
    client.sms.send({
      mobilePhone: "16465550105",
      message: "Look!",
      mmsTemplateId,
      mmsResend: true,
      subject: "News",
    }),
  );
  expect((await time.run(client.sms.waitForDelivery(id))).status.description).toBe("Rejected");
  const { items } = await time.run(client.sentHistory.singleList());
  expect(
    items.map(({ type, mmsTemplateId: template, subject }) => [type.description, template, subject]),
  ).toEqual([
    ["SMS", null, ""],
    ["MMS", mmsTemplateId, "News"],
  ]);
  expect((await time.run(client.credits.balance())).availableCredits).toBe(1000 - 3 - 1);
});

it.each([{ mmsHighResolution: true }, { mmsHighResolution: true, mmsResend: true }])(
  "an MMS with a link in its text (%j) is found when its send had no end",
  async (asked) => {
    const { client, time, create } = setUp({}, { retries: 0 });
    const mmsTemplateId = await create();
    await time.run(client.mmsTemplates.waitForApproval(mmsTemplateId));
    // Accepted, but the caller sees a 500.
    const params = { mobilePhone: "16465550133", message: "Look!", mmsTemplateId, ...asked };
    const error = await time.run(rejection(client.sms.send(params)));
    if (!isProTextingError(error, "SendOutcomeUnknownError")) throw error;
    expect(await time.run(client.sms.reconcile(error))).toMatchObject({
      outcome: "found",
      message: { mmsTemplateId, message: expect.stringMatching(/^Look!\nhttps:\/\/ptxt\.io\//) },
    });
  },
);
