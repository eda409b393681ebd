import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProTexting } from "../../src/client/index.ts";
import { contentTypes, type Format } from "../../src/protocol/format.ts";
import { vendorDateTime } from "../../src/protocol/vendor-time.ts";
import { type Plain, writeXml } from "../../src/protocol/xml-write.ts";
import { fakeClient, ID, RECIPIENT, rejection } from "./support.ts";

type WireRecord = Readonly<Record<string, Plain>>;

const RUNS = { seed: 2013, numRuns: 200 };
const formats = ["json", "xml"] as const satisfies readonly Format[];

const written: Readonly<Record<Format, (body: Plain) => string>> = { json: JSON.stringify, xml: writeXml };

/** A client whose every call gets this body. */
function clientOf(format: Format, body: string, headers: HeadersInit, status = 200): ProTexting {
  return fakeClient(() => new Response(body, { status, headers }), { format }).client;
}

const answered = (format: Format, body: Plain) =>
  clientOf(format, written[format](body), { "content-type": contentTypes[format] });

/** All that XML 1.0 can hold, its markup and its line ends more often than chance has it. */
const text = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(..."&<>\"']-;#x \t\n\rab01é\u0085\u00a0\u2028\ufeff\ufffd😀") }),
    fc.constantFrom("", " ", "\r\n", "00", "1.50", "null", "&amp;", "]]>", "<item>", "  both  "),
  )
  .filter((value) => !/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(value));
const notBlank = text.filter((value) => value.trim() !== "");
const whole = fc.integer({ min: 0, max: 999_999_999 });
const amount = fc.oneof(
  whole,
  fc.integer({ min: -99_999, max: 99_999_999 }).map((cents) => cents / 100),
);

/** A number as the vendor's JSON writes it: bare, or as text. XML knows no difference. */
const mixed = (value: fc.Arbitrary<number>): fc.Arbitrary<Plain> =>
  fc.oneof(
    value,
    value.map(String),
    value.map((figure) => ` ${figure}\n`),
  );
/** A text that the vendor's JSON may leave null. */
const orNull = (value: fc.Arbitrary<string>): fc.Arbitrary<Plain> => fc.oneof(value, fc.constant(null));

const wireSent = fc.record({ Id: notBlank, DeliveryReportUrl: notBlank, Message: orNull(text) });
const wireReport = fc.record({
  Id: notBlank,
  DeliveryStatus_Id: mixed(whole),
  DeliveryStatus_Description: orNull(text),
});
const wireRow = fc.record({
  Id: mixed(whole),
  MobilePhone: fc.oneof(text, whole),
  Message: orNull(text),
  DateTime: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => vendorDateTime(seconds * 1000)),
  Type_Id: mixed(whole),
  Type_Description: orNull(text),
  MmsTemplateId: fc.oneof(mixed(whole), fc.constantFrom("", " ", null)),
  Subject: orNull(text),
  DeliveryStatus_Id: mixed(whole),
  DeliveryStatus_Description: orNull(text),
  Api_Id: orNull(text),
});
const wireBalance = fc.record({ AvailableCredits: mixed(amount) });

/** Fields that are not known yet, some under names that trip objects or XML up. */
const added: fc.Arbitrary<WireRecord> = fc.dictionary(
  fc.constantFrom("Carrier", "item", "__proto__", "constructor", "a b", "0"),
  fc.oneof(
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(text),
    fc.dictionary(fc.constant("A"), text),
  ),
  { maxKeys: 3 },
);

interface Method {
  readonly name: string;
  readonly record: fc.Arbitrary<WireRecord>;
  readonly call: (client: ProTexting) => PromiseLike<unknown>;
  /** True when the answer is a list of any length, not one record. */
  readonly isList?: boolean;
}

const methods: readonly Method[] = [
  {
    name: "sms.send",
    record: wireSent,
    call: (client) => client.sms.send({ mobilePhone: RECIPIENT, message: "Hello" }),
  },
  {
    name: "smsSimple.send",
    record: wireSent,
    call: (client) => client.smsSimple.send({ mobilePhone: RECIPIENT, message: "Hello" }),
  },
  { name: "sms.deliveryReport", record: wireReport, call: (client) => client.sms.deliveryReport(ID) },
  {
    name: "smsSimple.deliveryReport",
    record: wireReport,
    call: (client) => client.smsSimple.deliveryReport(ID),
  },
  {
    name: "sentHistory.singleList",
    record: wireRow,
    call: (client) => client.sentHistory.singleList(),
    isList: true,
  },
  { name: "sentHistory.singleView", record: wireRow, call: (client) => client.sentHistory.singleView(1001) },
  { name: "credits.balance", record: wireBalance, call: (client) => client.credits.balance() },
];

/** The record as an answer has it: one is bare or in a list of one, as the vendor's pages vary. */
function bodies({ isList }: Method, record: fc.Arbitrary<WireRecord>): fc.Arbitrary<Plain> {
  if (isList) {
    return fc.oneof(
      fc.array(record, { maxLength: 3 }),
      fc.array(record, { minLength: 90, maxLength: 100, size: "max" }),
    );
  }
  return fc.oneof(
    record,
    record.map((only) => [only]),
  );
}

/** The error's words and those of what it came from. */
function words(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${words(error.cause)}` : "";
}

describe.each(methods)("$name", (method) => {
  it("gives the same values in JSON and in XML", async () => {
    await fc.assert(
      fc.asyncProperty(bodies(method, method.record), async (body) => {
        const values = formats.map((format) => method.call(answered(format, body)));
        expect(await values[1]).toEqual(await values[0]);
      }),
      RUNS,
    );
  });

  it("gives the same values whatever fields were added", async () => {
    const record = fc.tuple(added, method.record, fc.boolean());
    await fc.assert(
      fc.asyncProperty(record, async ([extra, known, first]) => {
        const more = first ? { ...extra, ...known } : { ...known, ...extra };
        const [plain, ...others] = await Promise.all([
          method.call(answered("json", [known])),
          method.call(answered("json", [more])),
          method.call(answered("xml", [known])),
          method.call(answered("xml", [more])),
        ]);
        expect(others).toEqual([plain, plain, plain]);
      }),
      RUNS,
    );
  });

  it("refuses an answer without one of its fields, and names it", async () => {
    const [sample = {}] = fc.sample(method.record, { seed: RUNS.seed, numRuns: 1 });
    for (const missing of Object.keys(sample)) {
      const rest = Object.fromEntries(Object.entries(sample).filter(([name]) => name !== missing));
      for (const format of formats) {
        const client = answered(format, [{ Carrier: "Example", ...rest }]);
        const error = await rejection(Promise.resolve(method.call(client)));
        expect(words(error)).toContain(`${missing} should be a`);
      }
    }
  });
});

describe("values", () => {
  it.each(formats)("in %s a list of none, one or many is an array of as many", async (format) => {
    const [row = {}] = fc.sample(wireRow, { seed: RUNS.seed, numRuns: 1 });
    for (const length of [0, 1, 2, 100]) {
      const client = answered(
        format,
        Array.from({ length }, () => row),
      );
      expect((await client.sentHistory.singleList()).items).toHaveLength(length);
    }
  });

  it.each(formats)("in %s blanks around a text are kept, and an empty text is empty", async (format) => {
    for (const Message of [" \tHello\n ", "", " ", "\r\n"]) {
      const client = answered(format, { Id: ID, DeliveryReportUrl: "https://api.example", Message });
      expect((await client.sms.send({ mobilePhone: RECIPIENT })).message).toBe(Message);
    }
  });

  it.each(formats)("in %s a delivery status nobody knows keeps its id and its words", async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 13, max: 99_999 }), text, async (id, description) => {
        const record = { Id: ID, DeliveryStatus_Id: String(id), DeliveryStatus_Description: description };
        const { status } = await answered(format, [record]).sms.deliveryReport(ID);
        expect(status).toEqual({ id, description });
      }),
      RUNS,
    );
  });

  it("an empty list may be printed over several lines", async () => {
    const client = clientOf("xml", "<response>\n</response>", {});
    expect((await client.sentHistory.singleList()).items).toEqual([]);
  });
});

describe("a body is read by what it is", () => {
  const record = { AvailableCredits: 12.5 };
  const labels = { ...contentTypes, html: "text/html", none: undefined };
  const prefixes = {
    nothing: "",
    "a byte order mark": "\uFEFF",
    blanks: " \r\n\t",
    both: "\uFEFF\n",
    "blanks and a mark": "\n\uFEFF",
  };
  const cases = formats.flatMap((asked) =>
    formats.flatMap((content) =>
      Object.entries(labels).flatMap(([label, contentType]) =>
        Object.entries(prefixes).map(([prefix, before]) => ({
          asked,
          content,
          label,
          contentType,
          prefix,
          before,
        })),
      ),
    ),
  );

  it.each(cases)(
    "$content labelled $label after $prefix, where $asked was asked for",
    async ({ asked, content, contentType, before }) => {
      const body = new TextEncoder().encode(before + written[content](record));
      const headers: HeadersInit = contentType === undefined ? {} : { "content-type": contentType };
      const { client } = fakeClient(() => new Response(body, { headers }), { format: asked });
      expect(await client.credits.balance()).toEqual({ availableCredits: 12.5 });
    },
  );

  it.each(formats)("success in %s is the status, whatever the body looks like", async (format) => {
    const headers = { "content-type": contentTypes[format] };
    const looksRefused = {
      name: "Unauthorized",
      message: "Your request was made with invalid credentials.",
      code: 0,
      status: 401,
      AvailableCredits: 5,
    };
    const accepted = clientOf(format, written[format](looksRefused), headers, 200);
    expect(await accepted.credits.balance()).toEqual({ availableCredits: 5 });
    for (const [status, name] of [
      [401, "AuthenticationError"],
      [404, "NotFoundError"],
      [422, "InvalidInputError"],
    ] as const) {
      const refused = clientOf(format, written[format](record), headers, status);
      expect(await rejection(refused.credits.balance())).toMatchObject({ name, status });
    }
  });
});
