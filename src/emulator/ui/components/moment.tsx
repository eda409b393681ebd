/** A point in time: by the emulator in the vendor's zone, and beside it in the reader's. */
import { isoTime, vendorDateTime } from "../../../protocol/vendor-time.ts";
import { vendorDay, vendorTime, type Zone } from "../times.ts";

interface MomentProps {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly zone: Zone;
  /** With its day. */
  readonly full?: boolean;
}

export function Moment({ at, zone, full = false }: MomentProps) {
  return (
    <span class="moment" title={inFull(at, zone)}>
      <time datetime={isoTime(at)}>
        {full && <span class="date">{vendorDay(at)} </span>}
        {vendorTime(at)}
      </time>{" "}
      <span class="zone">GMT-5</span>{" "}
      <span class="local">
        <span class="dot">·</span> {zone.time(at)} <span class="zone">local</span>
      </span>
    </span>
  );
}

interface RecentlyProps {
  readonly at: number;
  readonly zone: Zone;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** As short as can be: the time of what is of today, else the day. */
export function Recently({ at, zone, now }: RecentlyProps) {
  const isToday = vendorDay(at) === vendorDay(now);
  return (
    <time class="moment" datetime={isoTime(at)} title={inFull(at, zone)}>
      {isToday ? vendorTime(at) : vendorDay(at)}
    </time>
  );
}

function inFull(at: number, zone: Zone): string {
  return `${vendorDateTime(at)} GMT-5 (as the API writes it) · ${zone.dateTime(at)} ${zone.name}`;
}
