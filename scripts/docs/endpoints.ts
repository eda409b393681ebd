/** The vendor's endpoints, and which the emulator, the client and the contract have. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { actions } from "../../src/emulator/routes/table.ts";
import { seededRecords } from "../../src/emulator/seed/seeded-records.ts";
import { type Endpoint, endpoints } from "../../src/protocol/endpoints.ts";
import { MADE, table } from "./page.ts";

/** README with its figure brought up to date. */
export function readme(): string {
  const text = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  return text.replace(/\d+( of the 44\s+endpoints are built)/, `${Object.keys(actions).length}$1`);
}

/** Controllers that the client names in the plural, as it does with all its lists of things. */
const PLURALS: Readonly<Record<string, string>> = {
  keyword: "keywords",
  mmsTemplate: "mmsTemplates",
  shorturl: "shorturls",
};

/** The client's method for an endpoint: named as the vendor names controller and action, with `list` for `index`. */
export function clientMethodOf(id: string): string {
  const [controller = "", action = ""] = id.split(".");
  return `${PLURALS[controller] ?? controller}.${action === "index" ? "list" : action}`;
}

export function endpointsPage(): string {
  const all: readonly Endpoint[] = endpoints;
  const isBuilt = ({ id }: Endpoint) => Object.hasOwn(actions, id);
  const address = ({ methods, path }: Endpoint) => `\`${methods.join("|")} ${path}\``;
  const built = all.filter(isBuilt);
  const rows = built.map((row) => [address(row), `\`${clientMethodOf(row.id)}\``]);
  const others = all.filter((row) => !isBuilt(row)).map((row) => [address(row), row.page ?? ""]);
  const seeded = Object.entries(seededRecords).map(([name, { schema }]) => [`\`${name}\``, keysOf(schema())]);
  return `${MADE}

# Endpoints

The vendor documents 43 endpoints, and an answer of its API gives a forty-fourth away. ${built.length} are built, and whole: the
emulator's route, the client's method, the contract, the ledger.

${table(["endpoint", "client"], rows)}

A list is one page when awaited, and all its rows when iterated with \`for await\`. \`sms.sendMany\`, \`sms.reconcile\`,
\`sms.waitForDelivery\`, \`mmsTemplates.waitForApproval\`, \`estimate\` and \`parseInboundPush\` are the client's own.

## Seeded

Accounts can be [seeded](seeds.md) with these records. Their ids count up in order of time.

${table(["key of an account", "keys of each record"], seeded)}

## Not built

The other ${others.length} are known by path and method, and answer 501.

${table(["endpoint", "page of the vendor"], others)}

## The JSON and XML feed

The vendor's other interface, \`https://protexting.com/features/api/<app>/<method>\`, is none of the 44 and not built. Known are
one call (\`directVoting/results\` with \`campaign_id\` and \`access_token\`), that JSON is the default and that \`format=xml\` has
\`<root version="1.0">\`. Missing are the apps and their methods, every parameter but these, the fields of every answer, its
refusals, its limits, and whether the token alone suffices: a sample sends HTTP basic credentials as well.
`;
}

/** @returns each key with its description, if it has one */
function keysOf(schema: z.ZodType): string {
  const [properties] = Object.values(z.toJSONSchema(schema, { io: "input" }).$defs ?? {}).map(
    (definition) => definition.properties,
  );
  if (properties === undefined)
    throw new Error("Failed to list the keys of a seeded record: its schema has no name.");
  return Object.entries(properties)
    .map(([key, value]) => {
      const says = typeof value === "object" && value.description;
      return says ? `\`${key}\` (${says})` : `\`${key}\``;
    })
    .join(", ");
}
