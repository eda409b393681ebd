/**
 * The interfaces of settings, seeds, control inputs and control answers, made from their schemas: types inferred by zod
 * would have no documentation in editors, and the package's declarations may not name zod.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type * as z from "zod";
import * as answers from "../../src/emulator/control/answers.ts";
import * as catalogue from "../../src/emulator/control/catalogue-answers.ts";
import { fault } from "../../src/emulator/control/fault-schema.ts";
import * as inputs from "../../src/emulator/control/schemas.ts";
import { type JsonSchema, jsonSchemaOf } from "../../src/emulator/schema/json-schema.ts";
import { seedSchema } from "../../src/emulator/seed/seed-schema.ts";
import { settingsSchema } from "../../src/emulator/settings-schema.ts";

/** Types that the protocol has already, and the files they are in. */
const PROTOCOL: Readonly<Record<string, string>> = {
  DeliveryStatusId: "delivery-status",
  EvidenceId: "evidence/ledger",
  FaultKind: "magic-numbers",
  MagicFile: "magic-files",
  MagicNumber: "magic-numbers",
  MmsTemplateStatusId: "mms-template-status",
  NumberStatusId: "number-status",
  RateLimit: "rate-bucket",
  RateTable: "prices",
  Source: "evidence/entry",
  LiveStatus: "evidence/live",
};

/** Names that are written as a plain type, so that an object declared beforehand still fits. */
const WIDER: Readonly<Record<string, string>> = { EndpointId: "string" };

interface Part {
  readonly name: string;
  readonly says: string;
  readonly io: "input" | "output";
  readonly schemas: readonly z.ZodType[];
}

const parts: readonly Part[] = [
  { name: "settings", says: "The settings.", io: "output", schemas: [settingsSchema()] },
  { name: "seed", says: "Content of a seed, as people write it.", io: "input", schemas: [seedSchema()] },
  {
    name: "inputs",
    says: "Inputs of the control API and the handle.",
    io: "input",
    schemas: [
      inputs.accountPatch(),
      inputs.newAccount(),
      inputs.tenant(),
      inputs.inbound(),
      inputs.inboxQuery(),
      inputs.contactsQuery(),
      inputs.messagesQuery(),
      inputs.waitForMessage(),
      inputs.templateQuery(),
      inputs.templatesQuery(),
      inputs.templateStatusBody(),
      inputs.shortUrlBody(),
      inputs.shortUrlClickBody(),
      inputs.journalQuery(),
      inputs.waitForJournal(),
      inputs.setClock(),
      inputs.advanceClock(),
      fault(),
    ],
  },
  {
    name: "views",
    says: "Answers of the control API and the handle.",
    io: "output",
    schemas: [
      answers.account(),
      answers.inbound(),
      answers.received(),
      answers.contact(),
      answers.message(),
      answers.journalEntry(),
      answers.template(),
      answers.shortUrl(),
      answers.shortUrlClick(),
      answers.clock(),
      answers.fault(),
      catalogue.evidence(),
      catalogue.magic(),
      catalogue.problem(),
    ],
  },
];

/** @returns one file per part; a type that several parts have is in the first of them */
export function typesFiles(): readonly { readonly path: string; readonly text: string }[] {
  const places = new Map<string, string>();
  return parts.map((part) => {
    const definitions = new Map(
      part.schemas.flatMap((schema) => Object.entries(jsonSchemaOf(schema, part.io).definitions)),
    );
    const own = [...definitions].filter(
      ([name]) => !places.has(name) && !Object.hasOwn({ ...PROTOCOL, ...WIDER }, name),
    );
    for (const [name] of own) places.set(name, part.name);
    const body = own.map(([name, schema]) => declaration(name, schema)).join("\n");
    const imports = [...definitions.keys()]
      .filter((name) => new RegExp(`\\b${name}\\b`).test(body) && places.get(name) !== part.name)
      .map((name) => importOf(name, places));
    const path = `src/emulator/types/${part.name}.ts`;
    const text = `/** ${part.says} Made by \`npm run docs\` from the schemas. */\n${imports.join("\n")}\n\n${body}`;
    return { path, text: formatted(text, path) };
  });
}

function importOf(name: string, places: ReadonlyMap<string, string>): string {
  const place = places.get(name);
  const from = place === undefined ? `../../protocol/${PROTOCOL[name]}.ts` : `./${place}.ts`;
  return `import type { ${name} } from "${from}";`;
}

function declaration(name: string, schema: JsonSchema): string {
  const isInterface = schema.properties !== undefined;
  const type = typeOf(schema);
  return `${comment(schema)}export ${isInterface ? `interface ${name} ${type}` : `type ${name} = ${type};`}\n`;
}

function typeOf(schema: JsonSchema): string {
  const { $ref, type, items, prefixItems, properties, additionalProperties, propertyNames } = schema;
  const choices = schema.anyOf ?? schema.oneOf;
  if ($ref !== undefined) return nameOf($ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (choices !== undefined) return union(choices.map(typeOf));
  if (prefixItems !== undefined) return `readonly [${prefixItems.map(typeOf).join(", ")}]`;
  if (type === "array") return `readonly (${typeOf(items ?? {})})[]`;
  if (properties !== undefined) return fieldsOf(schema);
  if (type === "object") {
    const values = typeOf(additionalProperties === false ? {} : (additionalProperties ?? {}));
    return `Readonly<Record<${propertyNames === undefined ? "string" : typeOf(propertyNames)}, ${values}>>`;
  }
  return union([type ?? "unknown"].flat().map((name) => (name === "integer" ? "number" : name)));
}

function nameOf($ref: string): string {
  const name = $ref.replace("#/$defs/", "");
  return WIDER[name] ?? name;
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(" | ");
}

function fieldsOf({ properties = {}, required = [] }: JsonSchema): string {
  const fields = Object.entries(properties).map(([key, schema]) => {
    const type = typeOf(schema);
    return `${comment(schema)}readonly ${key}${required.includes(key) ? `: ${type}` : `?: ${type} | undefined`};`;
  });
  return `{\n${fields.join("\n")}\n}`;
}

function comment({ description }: JsonSchema): string {
  if (description === undefined) return "";
  const lines = description.match(/.{1,108}(?:\s|$)/g) ?? [];
  return lines.length === 1
    ? `/** ${description} */\n`
    : `/**\n${lines.map((line) => ` * ${line.trimEnd()}\n`).join("")} */\n`;
}

/** As the formatter leaves it. */
function formatted(text: string, path: string): string {
  const biome = fileURLToPath(new URL("../../node_modules/@biomejs/biome/bin/biome", import.meta.url));
  return execFileSync(process.execPath, [biome, "check", "--write", `--stdin-file-path=${path}`], {
    input: text,
    encoding: "utf8",
  });
}
