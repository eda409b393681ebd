/** Attributes each difference to a side. `a` is the emulator that is judged, `b` what it is judged by. */
import { differencesBetween, type ShapeDifference } from "./compare.ts";
import type { RecordedShape } from "./recorded.ts";
import type { Shape } from "./shape.ts";
import { type Variance, varianceOf } from "./variances.ts";

/**
 * From the worst to none:
 *
 * - `live-changed`: live answers otherwise than when its shapes were recorded; its users are affected.
 * - `emulator-wrong`: the emulator answers otherwise than what it is compared with.
 * - `known-variance`: one of the two, and it is known and borne until a day that has not passed.
 */
export const DRIFT_CLASSES = ["live-changed", "emulator-wrong", "known-variance"] as const;
export type DriftClass = (typeof DRIFT_CLASSES)[number];

export interface DriftDifference extends ShapeDifference {
  readonly request: string;
  readonly class: DriftClass;
  /** Forms recorded of live at this place, where `b` differs from them. */
  readonly recorded?: readonly string[];
  /** Time at which live was recorded to answer this request otherwise, ISO 8601. */
  readonly recordedAt?: string;
  /** Id of the variance, and why it is borne. */
  readonly variance?: string;
  readonly reason?: string;
  /** The last day of a variance that is over, so that it counts again. */
  readonly expired?: string;
}

export interface Shapes {
  readonly request: string;
  readonly a: Shape;
  readonly b: Shape;
  /** Shape of live at an earlier time; undefined when none was recorded, or `b` is not live. */
  readonly recorded: RecordedShape | undefined;
}

export function classify(
  { request, a, b, recorded }: Shapes,
  variances: readonly Variance[],
  now: Date,
): readonly DriftDifference[] {
  const found = new Map<string, DriftDifference>();
  for (const difference of differencesBetween(a, b)) {
    found.set(difference.where, { request, ...difference, class: "emulator-wrong" });
  }
  if (recorded !== undefined) {
    const { shape, recordedAt } = recorded;
    for (const { where, a: before } of differencesBetween(shape, b)) {
      const changed = {
        request,
        where,
        a: a[where],
        b: b[where],
        class: "live-changed",
        recordedAt,
      } as const;
      found.set(where, before === undefined ? changed : { ...changed, recorded: before });
    }
  }
  return [...found.values()].map((difference) => borne(difference, variances, now));
}

function borne(difference: DriftDifference, variances: readonly Variance[], now: Date): DriftDifference {
  const known = varianceOf(difference.request, difference, variances, now);
  if (known === undefined) return difference;
  const { id, reason, expires } = known.variance;
  const named = { ...difference, variance: id, reason };
  return known.expired ? { ...named, expired: expires } : { ...named, class: "known-variance" };
}

/** The worst of them; undefined when there is none. */
export function worstOf(differences: readonly Pick<DriftDifference, "class">[]): DriftClass | undefined {
  return DRIFT_CLASSES.find((each) => differences.some((difference) => difference.class === each));
}
