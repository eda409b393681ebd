/** The list of `send --file`: each line checked before anything is sent. */
import { readFile } from "node:fs/promises";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { BulkItem } from "../client/index.ts";
import { recipientDigits } from "../protocol/recipient.ts";
import { codeOf } from "../shared/error-text.ts";
import { isKeyOf } from "../shared/is-key-of.ts";
import { type CsvRecord, readCsv } from "./csv.ts";
import { wholeNumber } from "./digits.ts";
import { ListError, type Problem, SetupError } from "./failures.ts";
import type { SharedParams } from "./send-flags.ts";

export interface RecipientRow {
  /** Line of the file, counted from 1. */
  readonly line: number;
  readonly item: BulkItem;
}

interface Wrong {
  readonly wrong: string;
}

/** Reads a cell into parameters of the message. */
type ReadCell = (text: string) => Partial<BulkItem> | Wrong;

const columns = {
  mobilePhone: (mobilePhone) => ({ mobilePhone }),
  message: (message) => ({ message }),
  sendFrom: (sendFrom) => ({ sendFrom }),
  mmsTemplateId: (text) => {
    const mmsTemplateId = wholeNumber(text.trim());
    return mmsTemplateId === undefined ? { wrong: "must be a whole number above 0" } : { mmsTemplateId };
  },
  subject: (subject) => ({ subject }),
  mmsHighResolution: (text) => readFlag(text, (mmsHighResolution) => ({ mmsHighResolution })),
  mmsResend: (text) => readFlag(text, (mmsResend) => ({ mmsResend })),
  key: (key) => ({ key }),
} as const satisfies Record<keyof BulkItem, ReadCell>;

const flags: ReadonlyMap<string, boolean> = new Map([
  ["1", true],
  ["true", true],
  ["0", false],
  ["false", false],
]);

function readFlag(text: string, use: (flag: boolean) => Partial<BulkItem>): Partial<BulkItem> | Wrong {
  const flag = flags.get(text.trim().toLowerCase());
  return flag === undefined ? { wrong: "must be 1 or 0" } : use(flag);
}

/**
 * @param shared stands for columns that the file does not have
 * @throws SetupError when the file cannot be opened, ListError with all that is wrong in it
 */
export async function readRecipients(
  path: string,
  delimiter: string,
  shared: SharedParams,
): Promise<readonly RecipientRow[]> {
  const [header, ...records] = readCsv(await readBytes(path), delimiter);
  if (header === undefined) throw failed(path, [{ line: 1, problem: "the file is empty" }]);
  const names = readHeader(path, header, delimiter, shared);
  const problems: Problem[] = [];
  const rows: RecipientRow[] = [];
  const keys = new Map<string, number>();
  for (const record of records) {
    const row = readRow(record, names, shared, problems);
    if (row === undefined) continue;
    const { key } = row.item;
    const earlier = key === undefined ? undefined : keys.get(key);
    if (earlier !== undefined)
      problems.push({ line: row.line, problem: `its key is that of line ${earlier}` });
    if (key !== undefined) keys.set(key, row.line);
    rows.push(row);
  }
  if (problems.length > 0) throw failed(path, problems);
  if (rows.length === 0) throw failed(path, [{ line: header.line, problem: "no recipient follows" }]);
  return rows;
}

function readHeader(
  path: string,
  { line, values }: CsvRecord,
  delimiter: string,
  shared: SharedParams,
): readonly Column[] {
  const names: Column[] = [];
  const problems: Problem[] = [];
  const add = (problem: string) => problems.push({ line, problem });
  for (const value of values) {
    const name = value.trim();
    if (!isKeyOf(columns, name))
      add(`there is no column "${name}" (there are ${Object.keys(columns).join(", ")})`);
    else if (names.includes(name)) add(`column ${name} is there twice`);
    else if (Object.hasOwn(shared, name)) add(`column ${name} is there, and the option for it as well`);
    else names.push(name);
  }
  if (!names.includes("mobilePhone")) {
    const other = [",", ";", "\t"].find((one) => one !== delimiter && values.join("").includes(one));
    const hint =
      other === undefined ? "" : `; for columns with ${JSON.stringify(other)} between use --delimiter`;
    add(`the first line must name the columns, mobilePhone among them${hint}`);
  }
  if (problems.length > 0) throw failed(path, problems);
  return names;
}

type Column = keyof typeof columns;

/** @returns undefined for one with problems */
function readRow(
  { line, values }: CsvRecord,
  names: readonly Column[],
  shared: SharedParams,
  problems: Problem[],
): RecipientRow | undefined {
  if (values.length !== names.length) {
    problems.push({ line, problem: `it has ${values.length} values, the first line names ${names.length}` });
    return undefined;
  }
  const before = problems.length;
  let item: BulkItem = { ...shared, mobilePhone: "" };
  for (const [index, name] of names.entries()) {
    const text = values[index] ?? "";
    if (text === "") continue;
    const cell = columns[name](text);
    if ("wrong" in cell) problems.push({ line, problem: `${name} ${cell.wrong} ("${text}")` });
    else item = { ...item, ...cell };
  }
  const problem = problemOf(item);
  if (problem !== undefined) problems.push({ line, problem });
  return problems.length > before ? undefined : { line, item };
}

/** Problem for which the API, or the client, would surely refuse the message. */
function problemOf({ mobilePhone, message, mmsTemplateId, key }: BulkItem): string | undefined {
  if (mobilePhone === "") return "mobilePhone is empty";
  if (!isNumber(mobilePhone)) return `mobilePhone is no number ("${mobilePhone}")`;
  if (message !== undefined && INVISIBLE.test(message) && mmsTemplateId === undefined)
    return "message is blank";
  if (message === undefined && mmsTemplateId === undefined)
    return "there is neither message nor mmsTemplateId";
  return key?.startsWith("#") ? 'a key must not begin with "#"' : undefined;
}

/** The decimals of a number that a spreadsheet took for an amount. Dots between all groups of digits are a writing. */
const AMOUNT = /^[^.]*\.\d{1,2}\s*$/;

/** Characters that leave a text blank: none of them can be seen. */
const INVISIBLE = /^[\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** True when it can be one number by its length, as the phone library knows it. */
function isNumber(text: string): boolean {
  const digits = recipientDigits(text);
  if (digits === undefined || AMOUNT.test(text)) return false;
  return parsePhoneNumberFromString(`+${digits}`)?.isPossible() ?? false;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = codeOf(error) ?? "unknown";
    throw new SetupError(
      `Failed to read the list: ${path} cannot be opened (${code}). Please check --file.`,
      { cause: error },
    );
  }
}

function failed(path: string, problems: readonly Problem[]): ListError {
  const many = problems.length === 1 ? "1 mistake" : `${problems.length} mistakes`;
  return new ListError(
    `Failed to read the list: ${path} has ${many}. Nothing was sent. Please correct it.`,
    problems,
  );
}
