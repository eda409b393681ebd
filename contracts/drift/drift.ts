/** Asks both sides the same, and says whose the differences are. */
import { PACT_FILE, readPact } from "../pact/pact-file.ts";
import { classify, type DriftClass, type DriftDifference, worstOf } from "./classify.ts";
import {
  checkSameTarget,
  type RecordedShape,
  type RecordedSpan,
  readRecorded,
  spanOf,
  writeRecorded,
} from "./recorded.ts";
import { type DriftRequest, followUps, requestsOf } from "./requests.ts";
import { firstRowOf, type Shape, shapeOf } from "./shape.ts";
import { type DriftOutcome, type LiveAccess, openSide, type Side } from "./sides.ts";
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
  /** True when the shapes of `b` are to be recorded. */
  readonly record?: boolean;
  readonly now?: () => Date;
}

export interface Drift {
  readonly a: string;
  readonly b: string;
  /** When it began, ISO 8601. */
  readonly at: string;
  /** True when `b` is live, and not something on this machine. */
  readonly isLive: boolean;
  /** Pinned address of live, used instead of a name server's. */
  readonly address: string | undefined;
  /** Dates and target of live's recorded shapes; undefined when there are none. */
  readonly recorded: RecordedSpan | undefined;
  /** Requests whose answers were compared. */
  readonly compared: number;
  readonly differences: readonly DriftDifference[];
  /** Requests that were not asked, since there was nothing to ask for. */
  readonly notCompared: readonly string[];
  /** Errors of the run; a comparison with any of them does not pass. */
  readonly problems: readonly string[];
  readonly worst: DriftClass | undefined;
}

/** One request and what came of it. A list's follow-ups differ by side, since the ids do. */
interface Pair {
  readonly name: string;
  readonly a: DriftOutcome | undefined;
  readonly b: DriftOutcome | undefined;
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
  await using a = await openSide(options.a, undefined);
  await using b = await openSide(options.b, live);
  const target = { target: b.origin, address: b.address };
  checkRecording(options, b);
  if (b.isLive && recorded !== undefined) checkSameTarget(recorded, target, options.shapesFile ?? "");
  const pairs = await askBoth(a, b, requestsOf(pact));

  const unanswered = new Map<string, string[]>();
  const notCompared: string[] = [];
  const shapes: Record<string, RecordedShape> = {};
  const differences: DriftDifference[] = [];
  let compared = 0;
  for (const { name: request, a: ofA, b: ofB } of pairs) {
    const shapeA = shapeIn(ofA);
    const shapeB = shapeIn(ofB);
    for (const [side, asked] of Object.entries({ a: ofA, b: ofB })) {
      if (asked === undefined || "answer" in asked) continue;
      const problem = `No answer of ${side} to compare (${asked.problem})`;
      unanswered.set(problem, [...(unanswered.get(problem) ?? []), request]);
    }
    if (shapeB !== undefined) shapes[request] = { recordedAt: at.toISOString(), shape: shapeB };
    if (ofA === undefined || ofB === undefined) notCompared.push(request);
    if (shapeA === undefined || shapeB === undefined) continue;
    compared++;
    const before = b.isLive ? recorded?.shapes[request] : undefined;
    differences.push(...classify({ request, a: shapeA, b: shapeB, recorded: before }, variances, at));
  }
  const problems = Array.from(unanswered, ([problem, requests]) => `${problem}: ${listed(requests)}.`);
  if (compared === 0) problems.push("Nothing was compared.");
  if (options.record === true && options.shapesFile !== undefined && problems.length === 0) {
    await writeRecorded(options.shapesFile, { ...target, shapes });
  }
  return {
    a: a.origin,
    b: b.origin,
    at: at.toISOString(),
    isLive: b.isLive,
    address: b.address,
    recorded: recorded === undefined ? undefined : spanOf(recorded),
    compared,
    differences,
    notCompared,
    problems,
    worst: worstOf(differences),
  };
}

/** @throws Error for what is not live: its answers say nothing of that */
function checkRecording({ record = false }: DriftOptions, { isLive, origin }: Side): void {
  if (!record || isLive) return;
  throw new Error(
    `Failed to record: ${origin} is on this machine, and what it answers is nothing of the live API. Please give live as --b.`,
  );
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

function next(requests: readonly DriftRequest[], asked: readonly DriftOutcome[]) {
  return requests.flatMap((request, index) => {
    const one = asked[index];
    const row = one !== undefined && "answer" in one ? firstRowOf(one.answer) : undefined;
    return followUps(request, row);
  });
}

async function askNamed(
  side: Side,
  named: ReturnType<typeof followUps>,
): Promise<ReadonlyMap<string, DriftOutcome>> {
  const requests = named.flatMap(({ request }) => request ?? []);
  const asked = await side.ask(requests);
  return new Map(
    requests.flatMap(({ name }, index) => {
      const one = asked[index];
      return one === undefined ? [] : [[name, one] as const];
    }),
  );
}

function shapeIn(asked: DriftOutcome | undefined): Shape | undefined {
  return asked !== undefined && "answer" in asked ? shapeOf(asked.answer) : undefined;
}

/** The first of them, since after an expired token it is all. */
function listed(requests: readonly string[]): string {
  const more = requests.length - MOST_REQUESTS;
  return `${requests.slice(0, MOST_REQUESTS).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const MOST_REQUESTS = 3;
