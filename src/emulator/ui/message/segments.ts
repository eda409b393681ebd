/** A text split into parts, with the characters that cost double or force the costlier alphabet. Pure. */
import {
  type Encoding,
  encodingOf,
  measure,
  type SegmentRule,
  segmentBoundaries,
  unitsOf,
} from "../../../protocol/segments.ts";

/** `double` takes two units; `forces` is outside the GSM alphabet and makes the whole text UCS-2. */
export type Mark = "plain" | "double" | "forces";

export interface TextRun {
  readonly mark: Mark;
  readonly text: string;
}

export interface Part {
  readonly runs: readonly TextRun[];
  /** GSM septets or UTF-16 code units. */
  readonly units: number;
}

export interface Cut {
  readonly rule: SegmentRule;
  readonly parts: readonly Part[];
  /** Free units in the last part. */
  readonly unitsLeft: number;
}

export function cutText(text: string, rule: SegmentRule): Cut {
  const encoding = encodingOf(text);
  const { starts, unitsLeft } = segmentBoundaries(text, rule);
  const parts = starts.map((from, index) => partOf(text.slice(from, starts[index + 1]), encoding));
  return { rule, parts, unitsLeft };
}

function partOf(text: string, encoding: Encoding): Part {
  const runs: { mark: Mark; text: string }[] = [];
  let units = 0;
  for (const character of text) {
    units += unitsOf(character, encoding);
    const mark = markOf(character, encoding);
    const last = runs.at(-1);
    if (last?.mark === mark) last.text += character;
    else runs.push({ mark, text: character });
  }
  return { runs, units };
}

function markOf(character: string, encoding: Encoding): Mark {
  if (encoding === "UCS-2") return encodingOf(character) === "UCS-2" ? "forces" : "plain";
  return unitsOf(character, encoding) === 2 ? "double" : "plain";
}

export interface Forcing {
  readonly character: string;
  readonly times: number;
}

/** Saving by removing the characters that force UCS-2, when there are any. */
export interface Saving {
  /** Distinct characters that force UCS-2, in order of appearance. */
  readonly forcing: readonly Forcing[];
  /** Measure of the text without them. */
  readonly without: ReturnType<typeof measure>;
}

export function savingOf(text: string): Saving | undefined {
  if (encodingOf(text) === "GSM-7") return undefined;
  const times = new Map<string, number>();
  let rest = "";
  for (const character of text) {
    if (encodingOf(character) === "GSM-7") rest += character;
    else times.set(character, (times.get(character) ?? 0) + 1);
  }
  const forcing = Array.from(times, ([character, found]) => ({ character, times: found }));
  return { forcing, without: measure(rest) };
}
