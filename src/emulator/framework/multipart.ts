/**
 * The text parts of a multipart form, as PHP 5.6 reads them: lines may end with LF alone, names may be unquoted,
 * what stands before the first boundary is skipped, and a body that breaks off counts as far as it goes. Files are
 * no fields.
 *
 * @see php-src, main/rfc1867.c
 */

/** A parameter of a header: quoted, where a backslash takes the next character as it is, or up to the next `;`. */
const VALUE = `\\s*=\\s*(?:"([^"\\\\]*(?:\\\\.[^"\\\\]*)*)"|'([^']*)'|([^\\s;,"']+))`;
const BOUNDARY = new RegExp(`;\\s*boundary${VALUE}`, "i");
const DISPOSITION = /^content-disposition\s*:/i;
const NAME = new RegExp(`;\\s*name${VALUE}`, "i");
const FILE_NAME = /;\s*filename\*?\s*=/i;

/** Names and values in the order of the parts. Never throws; without a boundary there are none. */
export function* multipartTexts(contentType: string, body: string): Generator<readonly [string, string]> {
  const boundary = parameter(BOUNDARY, contentType);
  if (boundary === undefined) return;
  const delimiter = `--${boundary}`;
  for (let at = pastDelimiterLine(body, delimiter, 0); at >= 0; ) {
    const { disposition, end } = readHead(body, at);
    const next = body.indexOf(`\n${delimiter}`, end);
    const name = disposition === undefined ? undefined : parameter(NAME, disposition);
    if (disposition !== undefined && name !== undefined && !FILE_NAME.test(disposition)) {
      yield [name, withoutReturn(body.slice(end, next < 0 ? body.length : next))];
    }
    at = next < 0 ? -1 : pastDelimiterLine(body, delimiter, next + 1);
  }
}

/** The offset behind the next line that is the delimiter and nothing else; -1 when there is none. */
function pastDelimiterLine(body: string, delimiter: string, from: number): number {
  for (let at = body.indexOf(delimiter, from); at >= 0; at = body.indexOf(delimiter, at + 1)) {
    const startsLine = at === 0 || body[at - 1] === "\n";
    const end = at + delimiter.length;
    if (startsLine && body[end] === "\n") return end + 1;
    if (startsLine && body.startsWith("\r\n", end)) return end + 2;
  }
  return -1;
}

/** The part's Content-Disposition, and the offset behind the empty line that ends its headers. */
function readHead(body: string, from: number): { disposition: string | undefined; end: number } {
  let disposition: string | undefined;
  for (let at = from; ; ) {
    const feed = body.indexOf("\n", at);
    if (feed < 0) return { disposition: undefined, end: body.length };
    const line = withoutReturn(body.slice(at, feed));
    at = feed + 1;
    if (line === "") return { disposition, end: at };
    if (DISPOSITION.test(line)) disposition = line;
  }
}

function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

function parameter(pattern: RegExp, header: string): string | undefined {
  const [, quoted, singleQuoted, bare] = pattern.exec(header) ?? [];
  return quoted?.replace(/\\(.)/g, "$1") ?? singleQuoted ?? bare;
}
