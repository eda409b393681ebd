/** More than was documented, and the API's own words in other words. */
import { REFUSAL_STATUS, refusalCodes } from "../../src/protocol/refusal-codes.ts";
import { OLDER_TEXTS } from "../consumer/answers.ts";
import { editFields, editHeader, isJson, type RecordedAnswer, withJson } from "./answer.ts";

const ADDED = { Added: { Id: 1, Names: ["x", null] } };
const ADDED_ELEMENTS = "<Added><Id>1</Id><Names/></Added>";

/** In every object, however deep; in XML also attributes on every element. */
export function moreFields(answer: RecordedAnswer): RecordedAnswer {
  if (isJson(answer)) return withJson(answer, addTo(JSON.parse(answer.body)));
  const body = answer.body
    .replaceAll("</item>", `${ADDED_ELEMENTS}</item>`)
    .replace(/<\/response>$/, (end) => (answer.body.includes("<item>") ? end : `${ADDED_ELEMENTS}${end}`))
    .replaceAll(/<([A-Za-z_]\w*)(\/?)>/g, '<$1 added="1"$2>');
  return { ...answer, body };
}

function addTo(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(addTo);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => [name, addTo(inner)]);
  return { ...Object.fromEntries(fields), ...ADDED };
}

/** Older texts of refusals with a code, other words of all other refusals, and around the masked number of a send. */
export function otherTexts(answer: RecordedAnswer): RecordedAnswer {
  return editFields(answer, (name, value) => {
    if (typeof value !== "string") return [name, value];
    if (isCoded(answer)) return [name, name === "message" ? (older.get(value) ?? value) : value];
    if (name === "message" || (name === "name" && answer.status >= 400)) return [name, "Something else."];
    const masked =
      name === "Message" ? /^Text message to (\d+x+) has been sent\.$/.exec(value)?.[1] : undefined;
    return [name, masked === undefined ? value : `Sent to ${masked}`];
  });
}

/** Holds a refusal with a code to the vendor's printed texts too. */
function isCoded({ status, body }: RecordedAnswer): boolean {
  return status === REFUSAL_STATUS && /"code":|<code>/.test(body);
}

const older: ReadonlyMap<string, string> = new Map(
  Object.entries(refusalCodes).map(([code, newest]) => [newest, OLDER_TEXTS.get(Number(code)) ?? newest]),
);

export function otherHeaders(answer: RecordedAnswer): RecordedAnswer {
  const { headers } = editHeader(answer, "Content-Type", (value) => [
    "Content-Type",
    value.replace("UTF-8", "utf-8"),
  ]);
  return {
    ...answer,
    headers: [
      ...headers.toReversed().map(([name, value]) => [name.toUpperCase(), value] as const),
      ["Server", "nginx"],
      ["Strict-Transport-Security", "max-age=31536000"],
      ["X-Request-Id", "1"],
      ["Vary", "Accept, Accept-Encoding"],
    ],
  };
}
