/** What would have been accepted instead of what was refused, its points in time written as elsewhere on the page. */
import { timeOfIso } from "../../../protocol/vendor-time.ts";
import type { Zone } from "../times.ts";
import { Moment } from "./moment.tsx";
import { VisibleText } from "./visible-text.tsx";

/** As explanations write them: UTC, with milliseconds. */
const TIME = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)/;

interface WouldSucceedProps {
  readonly text: string;
  readonly zone: Zone;
}

export function WouldSucceed({ text, zone }: WouldSucceedProps) {
  return <>{text.split(TIME).map((piece) => pieceOf(piece, zone))}</>;
}

function pieceOf(piece: string, zone: Zone) {
  const at = TIME.test(piece) ? timeOfIso(piece) : Number.NaN;
  return Number.isNaN(at) ? <VisibleText text={piece} limit={500} /> : <Moment at={at} zone={zone} full />;
}
