/** Steps that an answer goes through before the verifier sees it, in order. */
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type { ForwardedAnswer } from "./forward.ts";
import type { Scrub } from "./scrub.ts";

/** Throws for an answer that must not be passed on. */
export interface AnswerStep {
  readonly name: string;
  readonly apply: (answer: ForwardedAnswer, scrub: Scrub) => ForwardedAnswer | Promise<ForwardedAnswer>;
}

/** Bytes after decompression. */
const LONGEST_TEXT = 4 * 1024 * 1024;

/** Headers of one connection alone (RFC 9110, 7.6.1), and those that would be remembered or followed. */
const NOT_PASSED_ON = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-connection",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "content-length",
  "refresh",
]);

export const ANSWER_STEPS: readonly AnswerStep[] = [
  { name: "redirect", apply: refuseRedirect },
  { name: "decompress", apply: decompress },
  { name: "own headers", apply: dropHeaders },
  { name: "scrub", apply: scrubAnswer },
];

/** The verifier's own HTTP library would follow it, past every guard. */
function refuseRedirect(answer: ForwardedAnswer): ForwardedAnswer {
  if (answer.status < 300 || answer.status > 399) return answer;
  throw new Error(`the answer was a redirect (${answer.status}), which is never followed`);
}

async function decompress(answer: ForwardedAnswer): Promise<ForwardedAnswer> {
  const encodings = answer.headers
    .filter(([name]) => name.toLowerCase() === "content-encoding")
    .map(([, value]) => value.trim().toLowerCase());
  const encoding = encodings.join(",");
  if (encoding === "" || encoding === "identity") return answer;
  const unpack = new Map([
    ["gzip", promisify(gunzip)],
    ["x-gzip", promisify(gunzip)],
    ["deflate", promisify(inflate)],
    ["br", promisify(brotliDecompress)],
  ]).get(encoding);
  if (unpack === undefined) throw new Error("the answer came in an encoding that was not asked for");
  const headers = answer.headers.filter(([name]) => name.toLowerCase() !== "content-encoding");
  try {
    return { ...answer, headers, body: await unpack(answer.body, { maxOutputLength: LONGEST_TEXT }) };
  } catch (cause) {
    throw new Error("the answer came compressed, and cannot be unpacked", { cause });
  }
}

function dropHeaders(answer: ForwardedAnswer): ForwardedAnswer {
  return { ...answer, headers: answer.headers.filter(([name]) => !NOT_PASSED_ON.has(name.toLowerCase())) };
}

function scrubAnswer(answer: ForwardedAnswer, scrub: Scrub): ForwardedAnswer {
  return {
    ...answer,
    headers: answer.headers.map(([name, value]) => [scrub(name), scrub(value)] as const),
    body: Buffer.from(scrub(answer.body.toString("latin1")), "latin1"),
  };
}
