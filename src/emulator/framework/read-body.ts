/**
 * The fields of a request body, by its Content-Type. Read lazily: an action that never asks never fails.
 *
 * Source: recorded, `fixtures/wire/FRAMEWORK.md` sections 8 and 11; XML documented (docs index).
 */
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import { parsePhpJson } from "../../protocol/json-php.ts";
import { readXml } from "../../protocol/xml-read.ts";
import { messageOf } from "../../shared/error-text.ts";
import { isRecord } from "../../shared/is-record.ts";
import { fill, type Refusal, refusal } from "../domain/refusal.ts";
import { BodyTooLarge, type VendorRequest } from "../http/vendor-request.ts";
import type { Settings } from "../settings.ts";
import { decodeXml } from "./decode-xml.ts";
import { multipartTexts } from "./multipart.ts";
import { fieldsFromEntries, parsePhpFields } from "./php-fields.ts";

/** Values by field name; whatever the body held, prototype-safe to look up with `fieldOf`. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = Object.freeze({});
const MULTIPART = "multipart/form-data";
const FORM_TYPES: ReadonlySet<string> = new Set(["application/x-www-form-urlencoded", MULTIPART]);
const utf8 = new TextDecoder();
/** Characters of the reader's words that are passed on: they quote the names of elements. */
const CAUSE_LENGTH = 200;

export interface BodyReader {
  readonly settings: Settings;
  readonly behaviour: FrameworkBehaviour;
}

/** The value of a field, or undefined; inherited names are no fields. */
export function fieldOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** @throws Refusal 413 for a declared length over the limit */
export function checkDeclaredLength(request: VendorRequest, settings: Settings): void {
  const declared = Number(request.header("content-length") ?? 0);
  if (declared > settings.limits.bodyBytes) throw tooLarge(declared, settings);
}

/** True when PHP itself reads the body before the framework runs: a form, on a request line that says POST. */
export function isForm(request: VendorRequest): boolean {
  return request.method === "POST" && FORM_TYPES.has(formType(request.header("content-type") ?? ""));
}

/**
 * @throws Refusal 400 or 413
 * @throws BodyAborted when the caller went away
 */
export async function readFields(request: VendorRequest, reader: BodyReader): Promise<Fields> {
  const { bodyBytes } = reader.settings.limits;
  let bytes: Uint8Array;
  try {
    bytes = await request.readBody(bodyBytes);
  } catch (error) {
    throw error instanceof BodyTooLarge ? tooLarge(bodyBytes + 1, reader.settings) : error;
  }
  const contentType = request.header("content-type") ?? "";
  switch (mediaType(contentType)) {
    case "application/json":
      return jsonFields(bytes, reader.behaviour);
    case "application/xml":
      return copied(xmlFields(bytes, reader.settings));
    default:
      return isForm(request) ? copied(formFields(contentType, bytes)) : NO_FIELDS;
  }
}

/** A field cut out of a longer text would keep all of that in memory. */
function copied(fields: Fields): Fields {
  const copy: unknown = JSON.parse(JSON.stringify(fields));
  return isRecord(copy) ? copy : fields;
}

/** The framework takes what stands before the first `;` to the letter. */
function mediaType(contentType: string): string {
  const semicolon = contentType.indexOf(";");
  return semicolon === -1 ? contentType : contentType.slice(0, semicolon);
}

/** PHP's own form parser is not so strict. */
function formType(contentType: string): string {
  return mediaType(contentType).trim().toLowerCase();
}

function tooLarge(bytes: number, settings: Settings): Refusal {
  const limit = settings.limits.bodyBytes;
  const { status, message } = settings.errors.bodyTooLarge;
  return refusal(
    status,
    fill(message, { limit }),
    { rule: "body.size", inputs: { bytes, limit }, wouldSucceed: `A body of at most ${limit} bytes.` },
    { headers: { Connection: "close" } },
  );
}

function jsonFields(bytes: Uint8Array, { php }: FrameworkBehaviour): Fields {
  const parsed = parsePhpJson(bytes, php);
  if (parsed.ok) return isRecord(parsed.value) ? parsed.value : NO_FIELDS;
  const { cause } = parsed;
  throw refusal(400, `Invalid JSON data in request body: ${cause}`, {
    rule: "body.json-causes",
    inputs: { cause },
    wouldSucceed: "Well-formed JSON in UTF-8.",
  });
}

function xmlFields(bytes: Uint8Array, settings: Settings): Fields {
  if (bytes.length === 0) return NO_FIELDS;
  try {
    const { value } = readXml(decodeXml(bytes));
    return isRecord(value) ? value : NO_FIELDS;
  } catch (error) {
    const cause = beginningOf(messageOf(error));
    const { status, message } = settings.errors.malformedXml;
    throw refusal(status, fill(message, { cause }), {
      rule: "body.malformed-xml",
      inputs: { cause },
      wouldSucceed: "One well-formed XML element in UTF-8, without DOCTYPE, its fields as child elements.",
    });
  }
}

/** A copy, since a slice would keep the whole text in memory. */
function beginningOf(text: string): string {
  return Buffer.from(text.slice(0, CAUSE_LENGTH)).toString();
}

function formFields(contentType: string, bytes: Uint8Array): Fields {
  const text = utf8.decode(bytes);
  return formType(contentType) === MULTIPART
    ? fieldsFromEntries(multipartTexts(contentType, text))
    : parsePhpFields(text);
}
