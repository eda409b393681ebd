/** `docs/api/`: one page for each controller of the vendor's API, with the call by curl and by the client. */
import { readdirSync, readFileSync } from "node:fs";
import * as z from "zod";
import { actions } from "../../src/emulator/routes/table.ts";
import { type Endpoint, endpoints } from "../../src/protocol/endpoints.ts";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { clientMethodOf } from "./endpoints.ts";
import type { GeneratedDoc } from "./generated-doc.ts";
import { MADE, table } from "./page.ts";
import type { JsonObject } from "./vendor-openapi.ts";

const CONTROLLERS = new URL("../../src/client/controllers/", import.meta.url);
const clientSource = readdirSync(CONTROLLERS)
  .map((file) => readFileSync(new URL(file, CONTROLLERS), "utf8"))
  .join("\n");

const parameter = z.object({
  name: z.string(),
  required: z.boolean().optional(),
  description: z.string().optional(),
});
const body = z.object({
  properties: z.record(z.string(), z.object({ description: z.string().optional() })),
  required: z.array(z.string()).optional(),
});
const operation = z.object({
  parameters: z.array(z.union([parameter, z.object({ $ref: z.string() })])),
  requestBody: z.object({ content: z.object({ "application/json": z.object({ schema: body }) }) }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.looseObject({})).optional() }),
  ),
  "x-vendor-slips": z.array(z.string()).optional(),
});
const paths = z.record(z.string(), z.record(z.string(), operation));

/** @param document of the vendor's API */
export function apiPages(document: JsonObject): readonly GeneratedDoc[] {
  const all = paths.parse(document["paths"]);
  const controllers = [...new Set(endpoints.map(({ path }) => controllerOf(path)))];
  const index = table(
    ["page", "endpoints"],
    controllers.map((name) => [
      `[${name}](${name}.md)`,
      endpoints
        .filter(({ path }) => controllerOf(path) === name)
        .map(({ path }) => `\`${path.replace(`/v1/${name}/`, "")}\``)
        .join(", "),
    ]),
  );
  return [
    {
      path: "docs/api/README.md",
      text: `${MADE}\n\n# The vendor's API\n\nA page for each controller: the call by curl and by the client, the answer, and what the vendor leaves open. The same as\n[OpenAPI](../../src/emulator/control/protexting.openapi.json), which the emulator serves at\n\`/_emulator/protexting.openapi.json\`.\n\n${index}\n`,
    },
    ...controllers.map((name) => ({
      path: `docs/api/${name}.md`,
      text: `${MADE}\n\n# ${name}\n\n${endpoints
        .filter(({ path }) => controllerOf(path) === name)
        .map((endpoint) => section(endpoint, all))
        .join("\n\n")}\n`,
    })),
  ];
}

function controllerOf(path: string): string {
  return path.split("/")[2] ?? "";
}

function section(endpoint: Endpoint, all: z.output<typeof paths>): string {
  const { id, methods, path, page, success } = endpoint;
  const [method = "GET"] = methods;
  const found = all[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`Failed to find ${method} ${path} in the document.`);
  const fields = found.requestBody?.content["application/json"].schema;
  const query = found.parameters.flatMap((each) => ("name" in each ? [each] : []));
  const rules = ledgerEntries().filter((entry) => page !== null && entry.reference === `page ${page}`);
  const open = [
    ...rules.flatMap((entry) =>
      entry.source === "assumed" ? [`${entry.says} Setting \`${entry.setting}\`.`] : [],
    ),
    ...(found["x-vendor-slips"] ?? []).map((slip) => `The page: ${slip}.`),
  ];
  const sample = found.responses[success]?.content?.["application/json"]?.["example"];
  const asked = [
    ...query.map(({ name, required = false, description = "" }) => [
      `\`${name}\``,
      "query",
      required ? "yes" : "",
      description,
    ]),
    ...Object.entries(fields?.properties ?? {}).map(([name, { description = "" }]) => [
      `\`${name}\``,
      "body",
      fields?.required?.includes(name) ? "yes" : "",
      description,
    ]),
  ];
  const isBuilt = Object.hasOwn(actions, id);
  return [
    `## ${methods.join(" or ")} ${path}`,
    rules.flatMap((entry) => (entry.source === "assumed" ? [] : [entry.says])).join(" "),
    asked.length === 0 ? "" : table(["parameter", "in", "required", ""], asked),
    `\`\`\`sh\n${curl(method, path, query, fields)}\n\`\`\``,
    isBuilt ? example(id) : "The emulator answers 501, and the client has no method yet.",
    sample === undefined
      ? `${success} when it succeeds.`
      : `${success}, by the vendor's sample, slips of form mended:\n\n\`\`\`json\n${JSON.stringify(sample, undefined, 2)}\n\`\`\``,
    open.length === 0
      ? ""
      : `Left open by the vendor, and how it is read here:\n\n${open.map((line) => `- ${line}`).join("\n")}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The example of the client's method, from its documentation. */
function example(id: string): string {
  const [, name = ""] = clientMethodOf(id).split(".");
  const [controller = ""] = clientMethodOf(id).split(".");
  const block = Array.from(clientSource.matchAll(/@example\n((?: +\* .*\n)+?) +\*\/\n +(\w+)\(/g)).find(
    ([, lines = "", method]) => method === name && lines.includes(`client.${controller}.`),
  );
  const lines = block?.[1]?.replaceAll(/^ +\* /gm, "").trimEnd() ?? `await client.${controller}.${name}();`;
  return `\`\`\`ts\n${lines}\n\`\`\``;
}

function curl(
  method: string,
  path: string,
  query: readonly z.output<typeof parameter>[],
  fields: z.output<typeof body> | undefined,
): string {
  const asked = query.filter(({ required }) => required).map(({ name }) => `&${name}=…`);
  const address = `"$PROTEXTING_BASE_URL${path}?access_token=test_me${asked.join("")}"`;
  const verb = method === "GET" ? "" : `-X ${method} `;
  if (fields === undefined) return `curl ${verb}${address}`;
  const named = fields.required ?? Object.keys(fields.properties).slice(0, 1);
  const json = JSON.stringify(Object.fromEntries(named.map((name) => [name, "…"])));
  return `curl ${verb}${address} \\\n  -H "Content-Type: application/json" -d '${json}'`;
}
