/** Writes an equal answer in other characters. */
import { editHeader, isJson, type RecordedAnswer } from "./answer.ts";

export function writtenOtherwise(answer: RecordedAnswer): RecordedAnswer {
  const body = isJson(answer) ? otherJson(answer.body) : otherXml(answer.body);
  return otherLink(
    editHeader({ ...answer, body }, "Content-Type", (value) => ["Content-Type", value.replace(/;.*/, "")]),
  );
}

/** Writes JSON as PHP does by default. */
function otherJson(body: string): string {
  const written = JSON.stringify(reversed(JSON.parse(body)), null, 4);
  return written
    .replaceAll("/", "\\/")
    .replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}

/** Indented, two fields as their pages print them, texts in CDATA, an empty element in its two tags. */
function otherXml(body: string): string {
  return body
    .replace(/^<\?xml[^>]*\?>\s*/, "<?xml version='1.0' encoding='utf-8'?>\n")
    .replaceAll(/<(\w+)\/>/g, "<$1></$1>")
    .replaceAll(/<(AvailableCredits|message)>([^<]*)</g, "<$1>\n$2\n<")
    .replaceAll(/>([A-Za-z][^<&]*)</g, "><![CDATA[$1]]><")
    .replaceAll(/(<\/\w+>|<(?:response|item)>)(?=<\/?\w)/g, "$1\n  ");
}

/** Later releases name the first and the last page on every page, and others than the framework quote rel. */
function otherLink(answer: RecordedAnswer): RecordedAnswer {
  return editHeader(answer, "Link", (value) => {
    const links = new Map(
      Array.from(value.matchAll(/<([^<>]*)>; rel=(\w+)/g), ([, address = "", rel = ""]) => [rel, address]),
    );
    const self = links.get("self") ?? "";
    const { pages } = Object.fromEntries(
      answer.headers.map(([name, count]) => [
        name.toLowerCase() === "x-pagination-page-count" ? "pages" : name,
        count,
      ]),
    );
    const at = (page: string) => self.replace(/([?&]page=)\d+/, `$1${page}`);
    if (!/[?&]page=\d/.test(self) || pages === "0") return ["Link", `<${self}>; rel="self"`];
    const further = ["prev", "next"].flatMap((rel) => {
      const address = links.get(rel);
      return address === undefined ? [] : [`<${address}>; rel="${rel}"`];
    });
    return [
      "Link",
      [
        `<${self}>; rel="self"`,
        `<${at("1")}>; rel="first"`,
        `<${at(pages ?? "1")}>; rel="last"`,
        ...further,
      ].join(", "),
    ];
  });
}
