/** A drift as lines for a terminal. Names of fields and headers may come from any server, so they are shown visibly. */
import { visible } from "../../src/shared/visible.ts";
import { DRIFT_CLASSES, type DriftClass, type DriftDifference } from "./classify.ts";
import type { Drift } from "./drift.ts";
import { placeOf, type RecordedSpan } from "./recorded.ts";

const TITLES: Readonly<Record<DriftClass, string>> = {
  "live-changed": "The live API has changed",
  "emulator-wrong": "The emulator is wrong",
  "known-variance": "Known variances",
};

export function reportLines(drift: Drift): readonly string[] {
  const { a, b, compared, differences, notCompared, problems } = drift;
  return [
    `a  ${a}`,
    `b  ${b}`,
    standingOf(drift),
    "",
    ...DRIFT_CLASSES.flatMap((each) => section(each, differences)),
    ...notCompared.map((name) => `not compared, since a side has nothing there: ${visible(name)}`),
    ...problems.map((problem) => `PROBLEM  ${visible(problem)}`),
    `${compared} answers compared; ${DRIFT_CLASSES.map((each) => `${count(each, differences)} ${each}`).join(", ")}`,
  ];
}

/** States what the comparison can say of the live API. */
export function standingOf({
  isLive,
  recorded,
  address,
}: Pick<Drift, "isLive" | "recorded" | "address">): string {
  if (!isLive) {
    const known = recorded === undefined ? "live: never verified live" : recordedIn(recorded);
    return `${known}; b is on this machine, and says nothing of it`;
  }
  const known = recorded === undefined ? "live: its shapes were never recorded" : recordedIn(recorded);
  const where = address === undefined ? "" : `, at ${address} as --resolve says`;
  return `${known}; b is asked through the guarded egress${where}`;
}

function recordedIn(span: RecordedSpan): string {
  const [from, to] = [span.from, span.to].map((date) => date.slice(0, 10));
  return `live: shapes of ${placeOf(span)} were recorded ${from === to ? `on ${from}` : `between ${from} and ${to}`}`;
}

function section(wanted: DriftClass, differences: readonly DriftDifference[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const difference of differences.filter((each) => each.class === wanted)) {
    const key = linesOf(difference).join("\n");
    groups.set(key, [...(groups.get(key) ?? []), difference.request]);
  }
  if (groups.size === 0) return [];
  return [
    `${TITLES[wanted]}:`,
    ...[...groups].flatMap(([lines, requests]) => [lines, ...requestLines(requests)]),
    "",
  ];
}

/** Requests with the same difference, which may be all of them. */
function requestLines(requests: readonly string[]): readonly string[] {
  const more = requests.length - MOST_REQUESTS;
  return [
    ...requests.slice(0, MOST_REQUESTS).map((request) => `    ${visible(request)}`),
    ...(more > 0 ? [`    and ${more} more`] : []),
  ];
}

const MOST_REQUESTS = 5;

function linesOf(difference: DriftDifference): readonly string[] {
  const { where, a, b, recorded, recordedAt, variance, reason, expired } = difference;
  const on = recordedAt?.slice(0, 10);
  const before = on === undefined ? "" : ` | recorded on ${on} ${formsOf(recorded)}`;
  const known = `known as ${variance ?? ""}: ${reason ?? ""}`;
  const over = expired === undefined ? "" : ` (until ${expired}, so it counts again)`;
  return [
    `  ${visible(where)}: a ${formsOf(a)} | b ${formsOf(b)}${before}`,
    ...(variance === undefined ? [] : [`  ${visible(known)}${over}`]),
  ];
}

function formsOf(forms: readonly string[] | undefined): string {
  return forms === undefined ? "(nothing)" : visible(forms.join(" or "));
}

function count(wanted: DriftClass, differences: readonly DriftDifference[]): number {
  return differences.filter((difference) => difference.class === wanted).length;
}
