/** Remedy of a refusal, with its times in the page's notation. */
import { timeOfIso } from "../../../protocol/vendor-time.ts";
import type { Zone } from "../times.ts";
import { Moment } from "./moment.tsx";
import { VisibleText } from "./visible-text.tsx";

/** Time in an explanation: UTC, with milliseconds. */
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
