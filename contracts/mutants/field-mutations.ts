/** Fields that have another name, are gone, or hold something else than documented. */
import { editFields, isJson, type RecordedAnswer } from "./answer.ts";
import type { Mutation } from "./mutant.ts";
import type { StatusTable } from "./vendor-facts.ts";

const TO_LOWER = -5 * 60 * 60 * 1000;

export function fieldMutations(field: string, of: Mutation["of"] = "success"): readonly Mutation[] {
  return [
    ...namesLike(field).map((name) => ({
      name: `${field} renamed to ${name}`,
      of,
      apply: edits(field, keep, name),
    })),
    {
      name: `${field} dropped`,
      of,
      apply: (answer) => editFields(answer, (name, value) => (name === field ? undefined : [name, value])),
    },
    ...otherValues.map(({ name, change, inXml = true }) => ({
      name: `${field} ${name}`,
      of,
      apply: (answer: RecordedAnswer) => (inXml || isJson(answer) ? edits(field, change)(answer) : answer),
    })),
  ];
}

const keep = (value: unknown) => value;

/** @param to the field's name afterwards */
function edits(field: string, change: (value: unknown) => unknown, to = field) {
  return (answer: RecordedAnswer) =>
    editFields(answer, (name, value) => (name === field ? [to, change(value)] : [name, value]));
}

/** Other case, snake case, and the other number. */
function namesLike(field: string): readonly string[] {
  const [first = "", rest = ""] = [field.slice(0, 1), field.slice(1)];
  const other = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  const snake = field.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
  const number = field.endsWith("s") ? field.slice(0, -1) : `${field}s`;
  const names = [other + rest, field.toLowerCase(), field.toUpperCase(), snake, number];
  return [...new Set(names)].filter((name) => name !== field);
}

interface OtherValue {
  readonly name: string;
  /** Gives the value back where it is of another form, so that nothing is changed. */
  readonly change: (value: unknown) => unknown;
  /** XML knows texts alone; default: true. */
  readonly inXml?: boolean;
}

const otherValues: readonly OtherValue[] = [
  { name: "null", change: () => null },
  {
    name: "a text instead of a number",
    inXml: false,
    change: (value) => (typeof value === "number" ? String(value) : value),
  },
  {
    name: "a number instead of a text",
    inXml: false,
    change: (value) => (typeof value === "string" ? numberOf(value) : value),
  },
  { name: "a list of itself", inXml: false, change: (value) => (isScalar(value) ? [value] : value) },
  { name: "words instead of digits", change: ifText(/^\d+$/, () => "many") },
  // An id: forty lower-case hexadecimal digits.
  { name: "an id in capitals", change: ifText(/^[0-9a-f]{40}$/, (id) => id.toUpperCase()) },
  { name: "an id a digit short", change: ifText(/^[0-9a-f]{40}$/, (id) => id.slice(1)) },
  { name: "an id a digit long", change: ifText(/^[0-9a-f]{40}$/, (id) => `${id}0`) },
  { name: "an id with letters beyond f", change: ifText(/^[0-9a-f]{40}$/, (id) => `g${id.slice(1)}`) },
  // A masked number: its first digits, an x for each of the rest.
  { name: "a number in full", change: ifText(/\d{4,7}x+/, (text) => text.replaceAll("x", "0")) },
  {
    name: "a number masked by stars",
    change: ifText(/\d{4,7}x+/, (text) => text.replace(/(?<=\d)x+/, (xs) => "*".repeat(xs.length))),
  },
  {
    name: "a number masked in front",
    change: ifText(/\d{4,7}x+/, (text) => text.replace(/(\d{4,7})(x+)/, "$2$1")),
  },
  {
    name: "a number with a digit less shown",
    change: ifText(/\d{4,7}x+/, (text) => text.replace(/\d(?=x)/, "x")),
  },
  {
    name: "a number with a digit more shown",
    change: ifText(/\d{4,7}x+/, (text) => text.replace(/(?<=\d)x/, "0")),
  },
  // A time: YYYY-MM-DD HH:MM:SS.
  { name: "a time with T", change: ifTime((time) => time.replace(" ", "T")) },
  { name: "a time with an offset", change: ifTime((time) => `${time}-05:00`) },
  { name: "a time with slashes", change: ifTime((time) => time.replaceAll("-", "/")) },
  { name: "a time without seconds", change: ifTime((time) => time.slice(0, -3)) },
  { name: "a day without a time", change: ifTime((time) => time.slice(0, 10)) },
  { name: "a day before the year", change: ifTime((time) => time.replace(/^(\d+)-(\d+)-(\d+)/, "$3-$2-$1")) },
  {
    name: "seconds since 1970",
    change: ifTime((time) => String((Date.parse(`${time.replace(" ", "T")}Z`) - TO_LOWER) / 1000)),
  },
  // An address.
  {
    name: "an address without a host",
    change: ifAddress((address) => address.replace(/^https?:\/\/[^/]+/, "")),
  },
  {
    name: "an address of another path",
    change: ifAddress((address) => address.replace(/(https?:\/\/[^/]+)\/[^?]*/, "$1/elsewhere")),
  },
  {
    name: "an address without its last part",
    change: ifAddress((address) => address.replace(/(&id=|\/)[^&/]*$/, "")),
  },
  {
    name: "an address without the token",
    change: ifAddress((address) => address.replace(/access_token=[^&]*&/, "")),
  },
];

function ifText(pattern: RegExp, change: (text: string) => string): OtherValue["change"] {
  return (value) => (typeof value === "string" && pattern.test(value) ? change(value) : value);
}

function ifTime(change: (time: string) => string): OtherValue["change"] {
  return ifText(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, change);
}

function ifAddress(change: (address: string) => string): OtherValue["change"] {
  return ifText(/^https?:\/\/\S+$/, change);
}

function numberOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 1;
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}

/** Each documented value that comes as its neighbour in the table: the id alone, the text alone. */
export function tableMutations({ idField, textField, values }: StatusTable): readonly Mutation[] {
  return values.flatMap(([id, text], index) => {
    const [nextId = "", nextText = ""] = values[(index + 1) % values.length] ?? [];
    return [
      {
        name: `${idField} ${nextId} instead of ${id}`,
        of: "success" as const,
        apply: edits(idField, (value) => (String(value) === id ? asItWas(nextId, value) : value)),
      },
      {
        name: `${textField} "${nextText}" instead of "${text}"`,
        of: "success" as const,
        apply: edits(textField, (value) => (value === text ? nextText : value)),
      },
    ];
  });
}

/** Each code that comes as the next one of the table, and each text as that of another code. */
export function codeMutations(
  table: readonly (readonly [code: number, text: string])[],
): readonly Mutation[] {
  return table.flatMap(([code, text], index) => {
    const [nextCode = 0, nextText = ""] = table[(index + 1) % table.length] ?? [];
    return [
      {
        name: `code ${nextCode} instead of ${code}`,
        of: "coded" as const,
        apply: edits("code", (value) =>
          String(value) === String(code) ? asItWas(String(nextCode), value) : value,
        ),
      },
      {
        name: `message "${nextText}" instead of "${text}"`,
        of: "coded" as const,
        apply: edits("message", (value) => (value === text ? nextText : value)),
      },
    ];
  });
}

/** Ids come as a number, and in the delivery report as a text. */
function asItWas(id: string, value: unknown): string | number {
  return typeof value === "number" ? Number(id) : id;
}
