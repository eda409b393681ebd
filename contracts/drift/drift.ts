/** Asks both sides the same, and says whose the differences are. */
import { PACT_FILE, readPact } from "../pact-file.ts";
import { classify, type DriftClass, type DriftDifference, worstOf } from "./classify.ts";
import { type Recorded, readRecorded, writeRecorded } from "./recorded.ts";
import { type DriftRequest, followUps, requestsOf } from "./requests.ts";
import { firstRowOf, type Shape, shapeOf } from "./shape.ts";
import { type Asked, type LiveAccess, openSide, type Side } from "./sides.ts";
import { readVariances } from "./variances.ts";

export interface DriftOptions {
  /** Address of the emulator that is judged. */
  readonly a: string;
  /** Address of what it is judged by: the live API, or another emulator. */
  readonly b: string;
  /** Undefined where nothing but this machine may be asked. */
  readonly live?: LiveAccess | undefined;
  /** Shapes of live, recorded earlier; the file need not be there. */
  readonly shapesFile?: string | undefined;
  readonly variancesFile?: string | undefined;
  /** Whether to write down the shapes of `b`. */
  readonly record?: boolean;
  readonly now?: () => Date;
}

export interface Drift {
  readonly a: string;
  readonly b: string;
  /** When it began, ISO 8601. */
  readonly at: string;
  /** Whether `b` is live, and not something on this machine. */
  readonly isLive: boolean;
  /** When live's shapes were recorded, ISO 8601; undefined when they never were. */
  readonly recordedAt: string | undefined;
  /** Requests whose answers were compared. */
  readonly compared: number;
  readonly differences: readonly DriftDifference[];
  /** Requests that were not asked, since there was nothing to ask for. */
  readonly notCompared: readonly string[];
  /** What went wrong; nothing passes with any. */
  readonly problems: readonly string[];
  readonly worst: DriftClass | undefined;
}

/** One request and what came of it. A list's follow-ups differ by side, since the ids do. */
interface Pair {
  readonly name: string;
  readonly a: Asked | undefined;
  readonly b: Asked | undefined;
}

/** @throws Error for an address, a file or a token that cannot be used, before anything is asked of live */
export async function findDrift(options: DriftOptions): Promise<Drift> {
  const { live, now = () => new Date() } = options;
  const at = now();
  const [recorded, variances, pact] = await Promise.all([
    options.shapesFile === undefined ? undefined : readRecorded(options.shapesFile),
    options.variancesFile === undefined ? [] : readVariances(options.variancesFile),
    readPact(PACT_FILE),
  ]);
  // The token is for one host: what is judged is never that host.
  const a = await openSide(options.a, undefined);
  const b = await openSide(options.b, live);
  if (options.record === true && !b.isLive) {
    throw new Error(
      `Failed to record: ${b.origin} is on this machine, and what it answers is nothing of the live API. Please give live as --b.`,
    );
  }
  const requests = requestsOf(pact);
  const pairs = await askBoth(a, b, requests);

  const problems = new Set<string>();
  const notCompared: string[] = [];
  const shapes: Record<string, Shape> = {};
  const differences: DriftDifference[] = [];
  let compared = 0;
  for (const pair of pairs) {
    const shapeA = shapeIn(pair, "a", problems);
    const shapeB = shapeIn(pair, "b", problems);
    if (shapeB !== undefined) shapes[pair.name] = shapeB;
    if (pair.a === undefined || pair.b === undefined) notCompared.push(pair.name);
    if (shapeA === undefined || shapeB === undefined) continue;
    compared++;
    const before = b.isLive ? recorded?.shapes[pair.name] : undefined;
    differences.push(
      ...classify({ request: pair.name, a: shapeA, b: shapeB, recorded: before }, variances, at),
    );
  }
  if (compared === 0) problems.add("Nothing was compared.");
  const fresh: Recorded = { recordedAt: at.toISOString(), target: b.origin, shapes };
  if (options.record === true && options.shapesFile !== undefined && problems.size === 0) {
    await writeRecorded(options.shapesFile, fresh);
  }
  return {
    a: a.origin,
    b: b.origin,
    at: at.toISOString(),
    isLive: b.isLive,
    recordedAt: recorded?.recordedAt,
    compared,
    differences,
    notCompared,
    problems: [...problems],
    worst: worstOf(differences),
  };
}

async function askBoth(a: Side, b: Side, requests: readonly DriftRequest[]): Promise<readonly Pair[]> {
  const [firstA, firstB] = await Promise.all([a.ask(requests), b.ask(requests)]);
  const [nextA, nextB] = [next(requests, firstA), next(requests, firstB)];
  const [furtherA, furtherB] = await Promise.all([askNamed(a, nextA), askNamed(b, nextB)]);
  return [
    ...requests.map(({ name }, index) => ({ name, a: firstA[index], b: firstB[index] })),
    ...nextA.map(({ name }) => ({ name, a: furtherA.get(name), b: furtherB.get(name) })),
  ];
}

function next(requests: readonly DriftRequest[], asked: readonly Asked[]) {
  return requests.flatMap((request, index) => {
    const one = asked[index];
    const row = one !== undefined && "answer" in one ? firstRowOf(one.answer) : undefined;
    return followUps(request, row);
  });
}

async function askNamed(
  side: Side,
  named: ReturnType<typeof followUps>,
): Promise<ReadonlyMap<string, Asked>> {
  const requests = named.flatMap(({ request }) => request ?? []);
  const asked = await side.ask(requests);
  return new Map(
    requests.flatMap(({ name }, index) => {
      const one = asked[index];
      return one === undefined ? [] : [[name, one] as const];
    }),
  );
}

function shapeIn(pair: Pair, side: "a" | "b", problems: Set<string>): Shape | undefined {
  const asked = pair[side];
  if (asked === undefined) return undefined;
  if ("answer" in asked) return shapeOf(asked.answer);
  problems.add(`${pair.name}: no answer of ${side} to compare (${asked.problem}).`);
  return undefined;
}
