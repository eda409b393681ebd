/** Another status, other headers, other wrapping. */
import { editHeader, isJson, type RecordedAnswer, withJson } from "./answer.ts";
import type { Mutation } from "./mutant.ts";

export function statusMutations(documented: number, of: Mutation["of"]): readonly Mutation[] {
  return [200, 201, 202, 302, 400, 402, 403, 422, 500]
    .filter((status) => status !== documented)
    .map((status) => ({
      name: `status ${status} instead of ${documented}`,
      of,
      apply: (answer) => (answer.status === documented ? { ...answer, status } : answer),
    }));
}

/** Headers of the connection and of the length of a body: no part of what the API says. */
const OF_THE_CONNECTION: readonly string[] = [
  "Status Code",
  "Connection",
  "Keep-Alive",
  "Transfer-Encoding",
  "Content-Length",
];

/** Values that cannot have the documented meaning of their header. */
const nonsense: Readonly<Record<string, string>> = {
  "Cache-Control": "public, max-age=3600",
  Pragma: "cache",
  "Content-Type": "text",
  Link: "here",
  "X-Powered-By": "-",
};

/** @param header as the page prints it */
export function headerMutations(header: string): readonly Mutation[] {
  if (OF_THE_CONNECTION.includes(header)) return [];
  const of = "success";
  const edit = (
    name: string,
    change: (value: string) => readonly [string, string] | undefined,
  ): Mutation => ({
    name: `header ${header} ${name}`,
    of,
    apply: (answer) => editHeader(answer, header, change),
  });
  const further = [
    ...(header.startsWith("X-Pagination-") ? [1, -1] : []).map((by) =>
      edit(by > 0 ? "one more" : "one less", (value) => [header, String(Number(value) + by)]),
    ),
    ...(header === "Link"
      ? [
          edit("without rel", (value) => [header, value.replaceAll(/; *rel="?\w+"?/g, "")]),
          edit("of another rel", (value) => [header, value.replaceAll("rel=self", "rel=next")]),
          edit("without brackets", (value) => [header, value.replaceAll(/[<>]/g, "")]),
          edit("of another path", (value) => [header, value.replaceAll(/\/v1\/[\w/-]+/g, "/v1/elsewhere")]),
          edit("without the query", (value) => [header, value.replaceAll(/\?[^>]*/g, "")]),
        ]
      : []),
  ];
  return [
    edit("dropped", () => undefined),
    edit("renamed", (value) => [`X-${header}`, value]),
    edit("nonsense", () => [header, nonsense[header] ?? "many"]),
    ...further,
  ];
}

/** A list for an object, an object for a list, other names around the rows. */
export function wrappingMutations(of: Mutation["of"]): readonly Mutation[] {
  return wrappings.map((wrapping) => ({ ...wrapping, of }));
}

const wrappings: readonly Omit<Mutation, "of">[] = [
  json("an object in a list", (body) => (Array.isArray(body) ? body : [body])),
  json("an object in a list of lists", (body) => (Array.isArray(body) ? [body] : [[body]])),
  json("the first entry instead of the list", (body) =>
    Array.isArray(body) && body.length > 0 ? body[0] : body,
  ),
  json("the body in data", (body) => ({ data: body })),
  json("the list in items", (body) => (Array.isArray(body) ? { items: body } : body)),
  json("a list by keys", (body) => (Array.isArray(body) ? { ...body } : body)),
  json("nothing", () => null),
  xml("another root", (body) => body.replaceAll(/(<\/?)response\b/g, "$1result")),
  xml("the rows in row", (body) => body.replaceAll(/(<\/?)item\b/g, "$1row")),
  xml("the rows without item", (body) => body.replaceAll(/<\/?item>/g, "")),
  xml("the rows in items", (body) =>
    body.includes("<item>") ? itemsAround(body.replace("<item>", "<items><item>")) : body,
  ),
  xml("the object in item", (body) =>
    body.includes("<item>")
      ? body
      : body.replace("<response>", "<response><item>").replace("</response>", "</item></response>"),
  ),
  xml("nothing in the root", (body) => body.replace(/<response>.*<\/response>/s, "<response/>")),
];

function json(name: string, change: (body: unknown) => unknown): Omit<Mutation, "of"> {
  return {
    name,
    apply: (answer) => (isJson(answer) ? withJson(answer, change(JSON.parse(answer.body))) : answer),
  };
}

function xml(name: string, change: (body: string) => string): Omit<Mutation, "of"> {
  return {
    name,
    apply: (answer: RecordedAnswer) => (isJson(answer) ? answer : { ...answer, body: change(answer.body) }),
  };
}

/** Closes `<items>` after the last row. */
function itemsAround(body: string): string {
  const end = body.lastIndexOf("</item>") + "</item>".length;
  return `${body.slice(0, end)}</items>${body.slice(end)}`;
}
