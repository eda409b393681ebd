/**
 * The client's records as interfaces, made from the definitions in `src/protocol/api`: what follows from them by types
 * alone would have no documentation in editors.
 */
import { readdirSync, readFileSync } from "node:fs";
import { actions } from "../../src/emulator/routes/table.ts";

const API = new URL("../../src/protocol/api/", import.meta.url);

/** The client's type for each kind of field. */
const TYPES: Readonly<Record<string, string>> = {
  text: "string",
  words: "string",
  remark: "string",
  identifier: "string",
  number: "number",
  time: "VendorTime",
  flag: "boolean",
  numbers: "readonly number[]",
  addresses: "readonly string[]",
  unexplained: "readonly unknown[]",
  coded: "Coded",
};

const RECORD = /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\n(?:export )?const (\w+) = \{\n([\s\S]*?)\n\} as const;/g;
const FIELD = /((?: {2}\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?) {2}(?:\.\.\.(\w+)|(\w+): ([^\n]+)),(?:\n|$)/g;
const ANSWER = / {2}id: "([\w.]+)",(?:(?!as const)[\s\S])*? {2}answer: \{ (?:record|list): (\w+) \}/g;
const NESTED = /\brecords\("\w+", (\w+)\)/;

interface Definition {
  /** Doc comment. */
  readonly says: string;
  readonly name: string;
  /** Text between the braces. */
  readonly body: string;
}

interface Row {
  /** Doc comment with its line end, or nothing. */
  readonly doc: string;
  readonly field: string;
}

/** @returns interfaces of the records that built endpoints answer with; others would have no use in the client */
export function records(): string {
  const files = readdirSync(API)
    .sort()
    .map((file) => readFileSync(new URL(file, API), "utf8"));
  const definitions = files.flatMap((source) =>
    Array.from(source.matchAll(RECORD), ([, says = "", name = "", body = ""]) => ({ says, name, body })),
  );
  const used = usedNames(files.join("\n"), definitions);
  const interfaces = definitions
    .filter(({ name }) => used.has(name))
    .map(({ says, name }) => {
      const rows = Array.from(rowsOf(name, definitions), ([key, { doc, field }]) => {
        return `${doc}  readonly ${key}: ${typeOf(field)};`;
      });
      return `${says}\nexport interface ${interfaceName(name)} {\n${rows.join("\n")}\n}\n`;
    });
  return `/** The API's records. Made by \`npm run docs\` from the definitions in \`src/protocol/api\`. */
import type { Coded, VendorTime } from "../protocol/api/values.ts";

${interfaces.join("\n")}`;
}

/** Records of the endpoints that are built, and those inside them. */
function usedNames(source: string, definitions: readonly Definition[]): ReadonlySet<string> {
  const answers = new Map(Array.from(source.matchAll(ANSWER), ([, id = "", name = ""]) => [id, name]));
  const names = new Set(
    Object.keys(actions).map((id) => {
      const name = answers.get(id);
      if (name === undefined) throw new Error(`Failed to make the client's records: ${id} names no record.`);
      return name;
    }),
  );
  // A set that grows while it is iterated gives what is added too.
  for (const name of names) {
    for (const { field } of rowsOf(name, definitions).values()) {
      const inner = NESTED.exec(field)?.[1];
      if (inner !== undefined) names.add(inner);
    }
  }
  return names;
}

/** A record's fields by key, those of the records that it spreads among them. */
function rowsOf(name: string, definitions: readonly Definition[]): ReadonlyMap<string, Row> {
  const definition = definitions.find((each) => each.name === name);
  if (definition === undefined)
    throw new Error(`Failed to make the client's records: no record with a comment has the name ${name}.`);
  return new Map(
    [...definition.body.matchAll(FIELD)].flatMap(([, doc = "", spread, key = "", field = ""]) =>
      spread === undefined ? [[key, { doc, field }] as const] : [...rowsOf(spread, definitions)],
    ),
  );
}

function typeOf(field: string): string {
  const inner = NESTED.exec(field)?.[1];
  if (inner !== undefined) return `readonly ${interfaceName(inner)}[]`;
  const kind = Object.keys(TYPES).find((each) => new RegExp(`\\b${each}\\(`).test(field));
  if (kind === undefined)
    throw new Error(`Failed to make the client's records: no field is written ${field}.`);
  return `${TYPES[kind]}${field.startsWith("optional(") ? " | null" : ""}`;
}

/** `balanceRecord` is a Balance: its plain name is that of the endpoint. */
function interfaceName(name: string): string {
  const plain = name.replace(/Record$/, "");
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}
