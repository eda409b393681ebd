/** A field as PHP hands it to an application: text, or an array. */
export type PhpValue = string | PhpFields;

/** A PHP array without a prototype; a list has the keys "0", "1" and so on. */
export interface PhpFields {
  [name: string]: PhpValue;
}

/** PHP's `max_input_vars`: the fields behind the last of them are not read. */
const MAX_FIELDS = 1000;
/** PHP's `max_input_nesting_level`: a field with more brackets is dropped, with all that its name held before. */
const MAX_NESTING = 64;

/** Text that decodes to itself and has nothing that PHP changes in a name: the query of nearly every request. */
const PLAIN = /^[\w&=-]*$/;

/**
 * Reads a query string or a urlencoded body as PHP 5.6 does (`parse_str`, `$_GET`, `$_POST`). Never throws.
 *
 * Malformed percent sequences stay as they are; bytes that are not UTF-8 become U+FFFD, where PHP keeps the bytes.
 * Of two fields with one name the last wins. The names that look like numbers come first, as in any JavaScript
 * object, where PHP keeps the order of arrival.
 *
 * @see FRAMEWORK.md, section 11; php-src, main/php_variables.c
 */
export function parsePhpFields(encoded: string): PhpFields {
  if (!PLAIN.test(encoded)) return fieldsFromEntries(decodedEntries(encoded));
  const fields = emptyArray();
  for (const [name, value] of entriesOf(encoded)) if (name !== "") fields[name] = value;
  return fields;
}

/**
 * Makes fields of names and values that are decoded already (multipart), by the same rules for names. A NUL ends
 * a name; names that are empty then are ignored.
 */
export function fieldsFromEntries(entries: Iterable<readonly [string, string]>): PhpFields {
  const fields = emptyArray();
  const nextIndexes: NextIndexes = new Map();
  let count = 0;
  for (const [name, value] of entries) {
    count += 1;
    if (count > MAX_FIELDS) break;
    store(fields, name, value, nextIndexes);
  }
  return fields;
}

function* decodedEntries(encoded: string): Generator<readonly [string, string]> {
  for (const [name, value] of entriesOf(encoded)) yield [decode(name), decode(value)];
}

function* entriesOf(encoded: string): Generator<readonly [string, string]> {
  let count = 0;
  for (let from = 0; from < encoded.length && count < MAX_FIELDS; ) {
    const ampersand = encoded.indexOf("&", from);
    const field = encoded.slice(from, ampersand < 0 ? encoded.length : ampersand);
    from += field.length + 1;
    if (field === "") continue;
    count += 1;
    const equals = field.indexOf("=");
    yield equals < 0 ? [field, ""] : [field.slice(0, equals), field.slice(equals + 1)];
  }
}

const ESCAPED_BYTES = /(?:%[\da-fA-F]{2})+/g;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

function decode(encoded: string): string {
  return encoded.replaceAll("+", " ").replace(ESCAPED_BYTES, (run) => {
    const bytes = run.slice(1).split("%");
    return utf8.decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
  });
}

/** The key that `[]` takes next in each array. PHP counts on from the largest key so far. */
type NextIndexes = Map<PhpFields, number>;

/** `[]` and `[ ]`, which take the next key. */
const APPEND = /^[ \t\n\v\f\r]?$/;
/** Keys that PHP takes for integers (as far as JavaScript counts exactly). */
const INDEX = /^(?:0|[1-9]\d{0,14})$/;

function store(fields: PhpFields, rawName: string, value: string, nextIndexes: NextIndexes): void {
  const end = rawName.indexOf("\0");
  const name = (end < 0 ? rawName : rawName.slice(0, end)).replace(/^ +/, "");
  const bracket = name.indexOf("[");
  const variable = (bracket < 0 ? name : name.slice(0, bracket)).replace(/[ .]/g, "_");
  if (variable === "") return;

  let array = fields;
  let key = variable;
  let nesting = 0;
  for (let at = bracket; at >= 0 && name[at] === "["; ) {
    nesting += 1;
    if (nesting > MAX_NESTING) {
      delete fields[variable];
      return;
    }
    const closing = name.indexOf("]", at);
    if (closing < 0) {
      // Only the first bracket is part of the name when it is not closed; PHP forgets a later one and its rest.
      if (nesting === 1) key = `${variable}_${name.slice(at + 1)}`;
      break;
    }
    const inner = name.slice(at + 1, closing);
    array = openArray(array, key);
    const next = nextIndexes.get(array) ?? 0;
    key = APPEND.test(inner) ? String(next) : inner;
    if (INDEX.test(key) && Number(key) >= next) nextIndexes.set(array, Number(key) + 1);
    at = closing + 1;
  }
  array[key] = value;
}

/** The array under a key; a text that stood there gives way to it. */
function openArray(parent: PhpFields, key: string): PhpFields {
  const present = parent[key];
  return present === undefined || typeof present === "string" ? (parent[key] = emptyArray()) : present;
}

function emptyArray(): PhpFields {
  return Object.create(null);
}
