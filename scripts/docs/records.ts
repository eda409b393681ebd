/**
 * The client's records as interfaces, made from the definitions in `src/protocol/api`: what follows from them by types
 * alone would have no documentation in editors.
 */
import { readdirSync, readFileSync } from "node:fs";

const API = new URL("../../src/protocol/api/", import.meta.url);

/** What the client makes of a kind of field. */
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
  coded: "Coded",
};

const RECORD = /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)\n(?:export )?const (\w+) = \{\n([\s\S]*?)\n\} as const;/g;
const FIELD = /((?: {2}\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?) {2}(\w+): ([^\n]+),(?:\n|$)/g;

export function records(): string {
  const interfaces = readdirSync(API)
    .sort()
    .flatMap((file) => [...readFileSync(new URL(file, API), "utf8").matchAll(RECORD)])
    .map(([, says = "", name = "", fields = ""]) => {
      const rows = [...fields.matchAll(FIELD)].map(
        ([, doc = "", key = "", field = ""]) => `${doc}  readonly ${key}: ${typeOf(field)};`,
      );
      return `${says}\nexport interface ${interfaceName(name)} {\n${rows.join("\n")}\n}\n`;
    });
  return `/** The API's records. Made by \`npm run docs\` from the definitions in \`src/protocol/api\`. */
import type { Coded, VendorTime } from "../protocol/api/values.ts";

${interfaces.join("\n")}`;
}

function typeOf(field: string): string {
  const inner = /\brecords\("\w+", (\w+)\)/.exec(field)?.[1];
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
