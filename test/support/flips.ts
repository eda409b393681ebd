/** One flip for each setting: what is seen by default, and what when the setting is turned. */
import { type Flip, flip } from "./flip.ts";
import {
  afterRejection,
  approvalAfter,
  BALANCE,
  balance,
  charged,
  HISTORY,
  hello,
  REPORT,
  reportAfter,
  send,
  sendTimes,
  TEMPLATES,
  template,
} from "./flip-steps.ts";
import { handsetFlips, handsetRetentionFlips, senderFlips } from "./handset-flips.ts";
import { recordFlips } from "./record-flips.ts";
import { refusalFlips } from "./refusal-flips.ts";
import { json, TOKEN } from "./test-emulator.ts";

export const flips: readonly Flip[] = [
  flip(
    "framework",
    "2.0.55",
    415,
    406,
    async (emulator) => (await emulator.call(BALANCE, { accept: "image/png" })).status,
  ),
  flip(
    "headers",
    "recorded",
    [false, "Thu, 19 Nov 1981 08:52:00 GMT"],
    [true, "Thu, 19 Nov 1981 08:52:00 GMT"],
    async (emulator) => {
      const { headers } = await emulator.call(BALANCE);
      return [headers.has("Set-Cookie"), headers.get("Expires")];
    },
  ),
  flip(
    "asPrinted",
    true,
    "application/json; charset=UTF-8",
    "application/xml; charset=UTF-8",
    async (emulator) => (await emulator.call(BALANCE)).headers.get("Content-Type"),
  ),
  flip("segments", "gsm", 3, 4, (emulator) => charged(emulator, { Message: "a".repeat(480) })),
  flip("account.credits", 7, '{"AvailableCredits":1000}', '{"AvailableCredits":7}', balance),
  flip("account.numbers", ["16465550177"], "82257", "16465550177", async (emulator) => {
    await emulator.sent();
    return (await emulator.messages()).items[0]?.sender;
  }),
  flip(
    "account.activated",
    false,
    '{"AvailableCredits":1000}',
    '{"name":"Unprocessable entity","message":"API App is NOT activated.","code":6,"status":422}',
    balance,
  ),
  flip(
    "account.allowedAddresses",
    ["192.0.2.0/24"],
    '{"AvailableCredits":1000}',
    '{"name":"Unprocessable entity","message":"Invalid IP address.","code":7,"status":422}',
    balance,
  ),
  flip("account.forbiddenWords", ["HELLO"], 200, 422, (emulator) => send(emulator, hello)),
  flip("credits.rates", { "44": { sms: 3, mms: 9 } }, 1, 3, (emulator) =>
    charged(emulator, { MobilePhone: "442079460123" }),
  ),
  flip("limits.messageLength", 5, [200, 200], [200, 422], async (emulator) => [
    await send(emulator, { ...hello, Message: "12345" }),
    await send(emulator, { ...hello, Message: "123456" }),
  ]),
  flip("limits.mmsMessageLength", 5, [200, 200], [200, 422], async (emulator) => {
    const MmsTemplateId = await template(emulator);
    return [
      await send(emulator, { ...hello, MmsTemplateId, Message: "12345" }),
      await send(emulator, { ...hello, MmsTemplateId, Message: "123456" }),
    ];
  }),
  flip("limits.rate", null, "60", null, async (emulator) =>
    (await emulator.call(BALANCE)).headers.get("X-Rate-Limit-Limit"),
  ),
  flip("limits.perRecipient", { limit: 2, windowSeconds: 60 }, 200, 429, (emulator) =>
    sendTimes(emulator, 3),
  ),
  flip("limits.sameText", null, [200, 422], [200, 200], async (emulator) => [
    await send(emulator, hello),
    await send(emulator, hello),
  ]),
  flip("limits.perRecipientCounts", "parts", 200, 429, (emulator) =>
    sendTimes(emulator, 4, { ...hello, Message: "a".repeat(480) }),
  ),
  flip("limits.perRecipientWindow", "fixed", 429, 200, async (emulator) => {
    emulator.clock.advance(30_000);
    await sendTimes(emulator, 10);
    emulator.clock.advance(30_000);
    return await send(emulator, hello);
  }),
  flip("limits.perRecipientRefused", "counts", 200, 429, async (emulator) => {
    await sendTimes(emulator, 11);
    emulator.clock.advance(59_999);
    await sendTimes(emulator, 10);
    emulator.clock.advance(1);
    return await send(emulator, hello);
  }),
  flip("limits.phone", "valid", 200, 422, (emulator) =>
    send(emulator, { ...hello, MobilePhone: "16461234567" }),
  ),
  flip("limits.characters", "documented", 200, 422, (emulator) =>
    send(emulator, { ...hello, Message: "😀" }),
  ),
  flip("limits.bodyBytes", 20, 200, 413, (emulator) => send(emulator, hello)),
  flip("phone.punctuation", "/", [422, 200], [200, 422], async (emulator) => [
    await send(emulator, { ...hello, MobilePhone: "1/212/555/0150" }),
    await send(emulator, { ...hello, MobilePhone: "1-212-555-0150" }),
  ]),
  flip("phone.tenDigits", "as-written", 200, 422, (emulator) =>
    send(emulator, { ...hello, MobilePhone: "2125550150" }),
  ),
  ...refusalFlips,
  ...senderFlips,
  flip("delivery.mode", "immediate", "Pending", "Delivered", reportAfter(0)),
  flip("delivery.processedAfterMs", 5, "Pending", "Processed", reportAfter(5)),
  flip("delivery.deliveredAfterMs", 1500, "Processed", "Delivered", reportAfter(1500)),
  flip("delivery.end", 3, "Delivered", "Failed", reportAfter(3000)),
  flip("approval.mode", "immediate", 0, 3, approvalAfter(0)),
  flip("approval.stepMs", 5, 0, 1, approvalAfter(5)),
  flip("approval.end", 4, 3, 4, approvalAfter(6000)),
  flip("mms.fileTypes", ["mp3"], [201, 422], [422, 201], async (emulator) => [
    (await emulator.create({ ResourceLink: "https://media.example.test/a.jpeg" })).status,
    (await emulator.create({ ResourceLink: "https://media.example.test/a.mp3" })).status,
  ]),
  flip("mms.nameLength", 256, 422, 201, async (emulator) => {
    const ResourceLink = "https://media.example.test/a.jpg";
    return (await emulator.create({ ResourceLink, Name: "a".repeat(256) })).status;
  }),
  flip("mms.templates", "oldest-first", [10588, 10587, 10586], [10586, 10587, 10588], async (emulator) => {
    for (let made = 0; made < 3; made++) await template(emulator);
    return json<readonly { readonly Id: number }[]>(await emulator.call(TEMPLATES)).map(({ Id }) => Id);
  }),
  flip(
    "mms.shortUrl",
    "https://short.example.test/{code}",
    "https://ptxt.io/",
    "https://short.example.test/",
    async (emulator) => /https:.*\//.exec((await afterRejection(emulator))?.text ?? "")?.[0],
  ),
  flip("mms.highResolution", "nothing", 2, 1, async (emulator) => {
    await emulator.sent({ ...hello, MmsTemplateId: await template(emulator), MmsHighResolution: 1 });
    return (await emulator.messages()).items[0]?.text.split("\n").length;
  }),
  flip(
    "mms.resendWithoutCredits",
    "owed",
    [1, '{"AvailableCredits":0}'],
    [2, '{"AvailableCredits":-1}'],
    async (emulator) => {
      await emulator.open(TOKEN, { credits: 3 });
      await afterRejection(emulator);
      return [(await emulator.messages()).total, (await emulator.call(BALANCE)).text];
    },
  ),
  flip("simpleReport", "object", ["[", "["], ["[", "{"], async (emulator) => {
    const query = `id=${await emulator.sent()}`;
    const answers = [
      await emulator.call(REPORT, { query }),
      await emulator.call("/v1/sms-simple/delivery-report", { query }),
    ];
    return answers.map(({ text }) => text[0]);
  }),
  flip("paging", "fixed", 2, 3, async (emulator) => {
    await sendTimes(emulator, 3);
    return json<readonly unknown[]>(await emulator.call(HISTORY, { query: "per-page=2" })).length;
  }),
  flip("sentHistory", "oldest-first", [1003, 1002, 1001], [1001, 1002, 1003], async (emulator) => {
    await sendTimes(emulator, 3);
    return json<readonly { readonly Id: number }[]>(await emulator.call(HISTORY)).map(({ Id }) => Id);
  }),
  flip("sentApiId", "empty", "the send's", "", async (emulator) => {
    const id = await emulator.sent();
    const [row] = json<readonly { readonly Api_Id: string }[]>(await emulator.call(HISTORY));
    return row?.Api_Id === id ? "the send's" : row?.Api_Id;
  }),
  ...handsetFlips,
  flip("magicNumbers", false, 422, 200, (emulator) =>
    send(emulator, { ...hello, MobilePhone: "12125550144" }),
  ),
  flip(
    "magicFiles",
    false,
    4,
    3,
    approvalAfter(6000, { ResourceLink: "https://media.example.test/magic-rejected.png" }),
  ),
  flip("tenants.prefix", "qa_", [200, 401], [401, 200], async (emulator) => [
    (await emulator.call(BALANCE, { token: "test_x" })).status,
    (await emulator.call(BALANCE, { token: "qa_x" })).status,
  ]),
  flip("tenants.limit", 1, 2, 1, async (emulator) => {
    for (const token of ["test_a", "test_b"]) await emulator.call(BALANCE, { token });
    return json<{ readonly total: number }>(await emulator.control("GET", "accounts")).total;
  }),
  flip("retention.bytes", 10_000, true, false, async (emulator) => {
    await sendTimes(emulator, 9);
    return (await emulator.messages()).total > 6;
  }),
  flip("retention.messages", 1, [3, 3], [1, 3], async (emulator) => {
    await sendTimes(emulator, 3);
    return [(await emulator.messages()).total, (await emulator.account()).totals.messages];
  }),
  flip("retention.journal", 1, 3, 1, async (emulator) => {
    await sendTimes(emulator, 3);
    return json<{ readonly total: number }>(await emulator.control("GET", "journal")).total;
  }),
  flip("retention.events", 1, 6, 1, async (emulator) => {
    // Events are noted from the first wait or stream on.
    await emulator.control("GET", "messages/wait?timeoutMs=0");
    await sendTimes(emulator, 3);
    return (await emulator.emulator.snapshot()).root.events.length;
  }),
  ...handsetRetentionFlips,
  ...recordFlips,
  flip("retention.templates", 2, [10588, 10587, 10586], [10588, 10587], async (emulator) => {
    for (let made = 0; made < 3; made++) await template(emulator);
    return json<readonly { readonly Id: number }[]>(await emulator.call(TEMPLATES)).map(({ Id }) => Id);
  }),
];
