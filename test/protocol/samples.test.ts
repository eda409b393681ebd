import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { vendorFacts } from "../../contracts/mutants/vendor-facts.ts";
import pages from "../../fixtures/vendor/endpoints.json" with { type: "json" };
import { decodeBody } from "../../src/client/http/codec.ts";
import { decode, decodeList } from "../../src/client/http/decode.ts";
import { encode } from "../../src/emulator/routes/encode.ts";
import type { Field, Fields } from "../../src/protocol/api/field.ts";
import type { Decoded, Encodable } from "../../src/protocol/api/values.ts";
import { type Endpoint, endpointOf, endpoints } from "../../src/protocol/endpoints.ts";
import {
  CORRECTED,
  DIFFERENCES,
  SAMPLE_SLIPS,
  STATUS_SLIPS,
  TABLE_SLIPS,
  TEXTS_FOR_INTEGERS,
  UNPRINTED,
} from "./vendor-slips.ts";

interface Sample {
  readonly endpoint: Endpoint;
  /** Endpoint and format, as slips name them. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

const table: readonly Endpoint[] = endpoints;
const apiMd = readFileSync(new URL("../../fixtures/vendor/api.md", import.meta.url), "utf8");

const samples: readonly Sample[] = table.flatMap((endpoint) => {
  const { json_example: json, xml_example: xml } = pageOf(endpoint).success;
  return [
    ...sampleOf(endpoint, "JSON", typeof json === "string" ? json : JSON.stringify(json)),
    ...sampleOf(endpoint, "XML", xml),
    ...asPrinted(endpoint)
      .filter((text) => text !== xml)
      .flatMap((text) => sampleOf(endpoint, "XML", text, ", as printed")),
  ];
});

/** @returns nothing for what is no sample but null or a description in words */
function sampleOf(endpoint: Endpoint, format: string, text: string | null, suffix = ""): readonly Sample[] {
  if (text === null || !/^[<[{]/.test(text)) return [];
  const id = `${endpoint.id} in ${format}`;
  return [{ endpoint, id, title: `${id}${suffix}`, text }];
}

/** The slips in XML that the client reads as meant: the bare `&`, which only api.md keeps, and the misprinted tag. */
function asPrinted({ id, path }: Endpoint): readonly string[] {
  const section = apiMd.split(/^### /m).find((each) => each.includes(` ${path}\n`)) ?? "";
  const [, xml = ""] = /^```xml\n([\s\S]*?)\n```/m.exec(section) ?? [];
  return id === "sms.deliveryReport" ? [xml.replace("_Id>2</", "_Id><2/")] : [xml];
}

function pageOf({ path }: Endpoint) {
  const page = pages.find((each) => each.path === path);
  if (page === undefined) throw new Error(`The vendor's pages have no ${path}.`);
  return page;
}

const fieldsOf = ({ answer }: Endpoint): Fields => answer.record ?? answer.list;

/** The sample's text with its slips mended. */
function meant({ id, text }: Sample): string {
  return (SAMPLE_SLIPS[id]?.mend ?? []).reduce((mended, [printed, whole]) => {
    if (!mended.includes(printed)) throw new Error(`${id} does not print ${printed}.`);
    return mended.replace(printed, whole);
  }, text);
}

/** The sample as the client reads it; a field that a cut sample lacks is not asked for. */
async function read(sample: Sample): Promise<readonly Decoded<Fields>[]> {
  const body = await decodeBody(meant(sample));
  const missing = SAMPLE_SLIPS[sample.id]?.missing ?? [];
  const fields = Object.fromEntries(
    Object.entries(fieldsOf(sample.endpoint)).filter(([, { name }]) => !missing.includes(name)),
  );
  return sample.endpoint.answer.list === undefined ? [decode(fields, body)] : decodeList(fields, body);
}

const namesOf = (field: Field): readonly string[] =>
  field.kind === "coded" ? [`${field.name}_Id`, `${field.name}_Description`] : [field.name];

/** Names of the definition, in its order; nested ones with their list's. */
function definedNames(fields: Fields, body: unknown): readonly string[] {
  return Object.values(fields).flatMap((field) => {
    const inner =
      field.kind === "records" ? firstOf(Reflect.get(Object(firstOf(body)), field.name)) : undefined;
    const nested = field.kind === "records" && isObject(inner) ? definedNames(field.fields, inner) : [];
    return [...namesOf(field), ...nested.map((name) => `${field.name}.${name}`)];
  });
}

function printedNames(body: unknown): readonly string[] {
  return Object.entries(Object(firstOf(body))).flatMap(([name, value]) => {
    const inner = firstOf(value);
    return [name, ...(isObject(inner) ? printedNames(inner).map((each) => `${name}.${each}`) : [])];
  });
}

const firstOf = (body: unknown): unknown => (Array.isArray(body) ? body[0] : body);
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Values as the emulator holds what the client has read. */
function held(fields: Fields, record: object): Encodable<Fields> {
  const entries: readonly (readonly unknown[])[] = Object.entries(fields).map(([key, field]) => [
    key,
    heldValue(field, Reflect.get(record, key)),
  ]);
  // As in the client's decoder, the compiler cannot see that each key has its field's type.
  return Object.fromEntries(entries);
}

function heldValue(field: Field, value: unknown): unknown {
  if (field.kind === "records" && Array.isArray(value))
    return value.map((each) => held(field.fields, Object(each)));
  if (field.kind === "coded" && isObject(value)) return Reflect.get(value, "id");
  const date = field.kind === "time" && isObject(value) ? Reflect.get(value, "date") : undefined;
  return date instanceof Date ? date.getTime() : value;
}

/** Removes what a slip prints too much and adds what it leaves out. */
function namesAsMeant({ id }: Sample, printed: readonly string[]): readonly string[] {
  const { extra = [], missing = [] } = SAMPLE_SLIPS[id] ?? {};
  for (const name of extra) expect(printed, `${id} prints ${name}`).toContain(name);
  for (const name of missing) expect(printed, `${id} lacks ${name}`).not.toContain(name);
  return [...printed.filter((name) => !extra.includes(name)), ...missing].toSorted();
}

const inJson = samples.filter(({ id }) => id.endsWith("JSON"));
const TIME = /^\d{4}[-:]\d\d[-:]\d\d \d\d:\d\d:\d\d$/;
const statusTables = vendorFacts().filter(({ tables }) => tables.length > 0);
const pairs = inJson.flatMap((json) =>
  samples
    .filter(({ id, endpoint }) => endpoint === json.endpoint && id.endsWith("XML"))
    .map((xml) => ({ title: xml.title, json, xml })),
);

describe("the vendor's samples", () => {
  it("are all here: 43 in JSON, 38 in XML, 2 more as they are misprinted, and 7 that no page prints", () => {
    const count = (end: string) => samples.filter(({ title }) => title.endsWith(end)).length;
    expect([count("in JSON"), count("in XML"), count("as printed")]).toEqual([43, 38, 2]);
    const all = table.flatMap(({ id }) => [`${id} in JSON`, `${id} in XML`]);
    const unprinted = all.filter((id) => !samples.some((sample) => sample.id === id));
    expect(unprinted.toSorted()).toEqual(Object.keys(UNPRINTED).toSorted());
  });

  it("are malformed on thirteen pages, which the fixture has corrected", () => {
    const malformed = table.flatMap((endpoint) =>
      pageOf(endpoint)
        .doc_inconsistencies.filter((says) => /malformed|comma|quote\b|unquoted/.test(says))
        .map((says) => [endpoint.id, says]),
    );
    expect(Object.fromEntries(malformed)).toEqual(CORRECTED);
  });

  it.each(samples)("$title is read, each name by its field", async (sample) => {
    const rows = await read(sample);
    expect(rows.length).toBeGreaterThan(0);
    const body = await decodeBody(meant(sample));
    const defined = definedNames(fieldsOf(sample.endpoint), body);
    expect(namesAsMeant(sample, printedNames(body))).toEqual(defined.toSorted());
  });

  it.each(pairs)("$title has the values of its JSON", async ({ json, xml }) => {
    const missing = SAMPLE_SLIPS[xml.id]?.missing ?? [];
    const difference = DIFFERENCES[xml.endpoint.id];
    const expected = (await read(json)).map((row) => without(row, xml.endpoint, missing));
    const printed = await read(xml);
    const [first, ...others] = expected.slice(0, difference?.rows);
    expect(printed).toEqual([{ ...first, ...difference?.values }, ...others]);
    expect(JSON.stringify(printed) === JSON.stringify(expected)).toBe(difference === undefined);
  });

  it.each(pairs)("$title nests what its JSON does, and single objects that are said to", async (pair) => {
    const [json, xml] = await Promise.all([pair.json, pair.xml].map((sample) => decodeBody(meant(sample))));
    expect(Array.isArray(xml)).toBe(Array.isArray(json) || pair.json.endpoint.xmlItem === true);
  });

  it.each(inJson.filter(({ endpoint }) => endpoint.answer.list !== undefined))(
    "$title is a list",
    async (sample) => {
      expect(Array.isArray(await decodeBody(meant(sample)))).toBe(true);
    },
  );

  it.each(inJson)("$title has times where its definition has", async ({ endpoint, text }) => {
    const printed = Object.entries(Object(firstOf(await decodeBody(text))));
    const times = printed.flatMap(([name, value]) => (TIME.test(String(value)) ? [name] : []));
    const defined = Object.values(fieldsOf(endpoint)).filter(({ kind, absent }) => {
      return kind === "time" && absent === undefined;
    });
    expect(times).toEqual(defined.map(({ name }) => name));
  });

  it.each(inJson)("$title is what the emulator writes of its values", async (sample) => {
    const fields = fieldsOf(sample.endpoint);
    const missing = SAMPLE_SLIPS[sample.id]?.missing ?? [];
    const written = (await read(sample)).map((row) => encode(fields, held(fields, row)));
    const printed: unknown = JSON.parse(sample.text);
    const [only, ...others] = written.map((row) => omit(row, missing));
    // As text, so that names stand in the vendor's order.
    expect(JSON.stringify(Array.isArray(printed) ? [only, ...others] : only)).toBe(JSON.stringify(printed));
  });

  it.each(table.filter(({ page }) => page !== null))("$id has the fields of its page's table", (endpoint) => {
    const { names = {} } = TABLE_SLIPS[endpoint.id] ?? {};
    const listed = pageOf(endpoint).response_params.map(({ name }) => name);
    for (const slip of Object.keys(names)) expect(listed).toContain(slip);
    const defined = Object.values(fieldsOf(endpoint)).flatMap(namesOf);
    expect(listed.map((name) => names[name] ?? name).toSorted()).toEqual(defined.toSorted());
  });

  it.each(inJson)("$title has numbers where its table has integers", async ({ endpoint, text }) => {
    const row = Object(firstOf(await decodeBody(text)));
    const texts = pageOf(endpoint)
      .response_params.filter(({ type }) => /^int/i.test(type))
      .flatMap(({ name }) => (typeof Reflect.get(row, name) === "string" ? [name] : []));
    expect(texts).toEqual(TEXTS_FOR_INTEGERS[endpoint.id] ?? []);
  });

  it.each(statusTables)("$endpoint has the statuses of its page's tables", ({ endpoint, tables }) => {
    const spelling = STATUS_SLIPS[endpoint] ?? {};
    const vendors = tables.map(({ idField, values }) => [
      idField,
      Object.fromEntries(values.map(([id, text]) => [id, spelling[text] ?? text])),
    ]);
    const coded = Object.values(fieldsOf(endpointOf(endpoint))).flatMap((field) =>
      field.kind === "coded" ? [[`${field.name}_Id`, field.table]] : [],
    );
    expect(Object.fromEntries(coded)).toEqual(Object.fromEntries(vendors));
  });

  it("have no slip named that they do not have", () => {
    const named = [SAMPLE_SLIPS, UNPRINTED].flatMap((slips) => Object.keys(slips));
    const ids = table.flatMap(({ id }) => [`${id} in JSON`, `${id} in XML`]);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    const endpointIds: readonly string[] = table.map(({ id }) => id);
    const others = [TABLE_SLIPS, TEXTS_FOR_INTEGERS, STATUS_SLIPS, DIFFERENCES].flatMap((slips) =>
      Object.keys(slips),
    );
    expect(others.filter((id) => !endpointIds.includes(id))).toEqual([]);
  });
});

function omit(record: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** A record as read, without the fields that the vendor names so. */
function without(record: object, endpoint: Endpoint, names: readonly string[]): object {
  const fields = Object.entries(fieldsOf(endpoint));
  return omit(
    record,
    fields.flatMap(([key, { name }]) => (names.includes(name) ? [key] : [])),
  );
}
