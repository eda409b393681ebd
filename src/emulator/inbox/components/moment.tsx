/** A point in time: by the emulator in the vendor's zone, and beside it in the reader's. */
import { isoTime, vendorDateTime } from "../../../protocol/vendor-time.ts";
import { vendorTime, type Zone } from "../times.ts";

interface MomentProps {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly zone: Zone;
  /** With its day. */
  readonly full?: boolean;
}

export function Moment({ at, zone, full = false }: MomentProps) {
  const title = `${vendorDateTime(at)} GMT-5 (as the API writes it) · ${zone.dateTime(at)} ${zone.name}`;
  return (
    <span class="moment" title={title}>
      <time datetime={isoTime(at)}>{full ? vendorDateTime(at) : vendorTime(at)}</time>{" "}
      <span class="zone">GMT-5</span>{" "}
      <span class="local">
        <span class="dot">·</span> {zone.time(at)} <span class="zone">local</span>
      </span>
    </span>
  );
}
