/** Compares two shapes, apart from what happens to be in an account. */
import { EMPTY_ELEMENT, LINKS_OF_ONE_PAGE } from "./forms.ts";
import type { Shape } from "./shape.ts";

export interface ShapeDifference {
  /** `status`, `header link`, `$[].Id`. */
  readonly where: string;
  /** Forms on the one side; undefined where there is nothing. */
  readonly a: readonly string[] | undefined;
  readonly b: readonly string[] | undefined;
}

/** Differences by place. When the statuses differ, nothing else is compared. */
export function differencesBetween(a: Shape, b: Shape): readonly ShapeDifference[] {
  const status = differenceAt("status", a, b);
  if (status !== undefined) return [status];
  const places = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return places.flatMap((where) => differenceAt(where, a, b) ?? []);
}

function differenceAt(where: string, a: Shape, b: Shape): ShapeDifference | undefined {
  const [ofA, ofB] = [a[where], b[where]];
  if (ofA !== undefined && ofB !== undefined) {
    return agree(ofA, ofB) ? undefined : { where, a: ofA, b: ofB };
  }
  if (where === LINKS_OF_ONE_PAGE) return undefined;
  if (ofA === undefined && ofB === undefined) return undefined;
  // An empty list says nothing of the entries that it would hold.
  return isBelowNothing(where, ofA === undefined ? a : b) ? undefined : { where, a: ofA, b: ofB };
}

/** Data decide which of several forms occur, and whether something is empty. */
function agree(a: readonly string[], b: readonly string[]): boolean {
  const [someA, someB] = [a.filter(isTelling), b.filter(isTelling)];
  if (holds(a, b) || holds(b, a)) return true;
  if (someA.length > 0 && someB.length > 0) return holds(someA, someB) || holds(someB, someA);
  const kinds = new Set([...a, ...b].filter((form) => form !== EMPTY_ELEMENT).map(kindOf));
  return kinds.size <= 1;
}

function holds(all: readonly string[], some: readonly string[]): boolean {
  return some.every((form) => all.includes(form));
}

/** True when the form tells the kind of the value, which an empty one does not. */
function isTelling(form: string): boolean {
  return !EMPTY.has(form);
}

/** In XML an empty element may be an empty text, an empty list or null. */
const EMPTY: ReadonlySet<string> = new Set([EMPTY_ELEMENT, "empty list", "empty text"]);

function kindOf(form: string): string {
  if (form === "list" || form === "empty list") return "list";
  return OTHER_KINDS.find((kind) => form.startsWith(kind)) ?? "text";
}

const OTHER_KINDS = ["object", "null", "true or false", "integer", "number"];

/** True when a place lies in something that is empty, or null, on this side. */
function isBelowNothing(where: string, side: Shape): boolean {
  for (let above = aboveOf(where); above !== ""; above = aboveOf(above)) {
    const forms = side[above];
    if (forms !== undefined) return forms.every((form) => EMPTY.has(form) || form === "null");
  }
  return false;
}

/** `$[].Id` stands in `$[]`, and that in `$`; empty for what stands in nothing. */
function aboveOf(where: string): string {
  return /^(\$.*)(?:\[\]|\.[^.[\]]*)$/.exec(where)?.[1] ?? "";
}
