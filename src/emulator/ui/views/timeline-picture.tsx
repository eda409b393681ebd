/** Sends and balance over time as a picture, and in figures for readers who cannot see it. */
import { vendorDateTime } from "../../../protocol/vendor-time.ts";
import { count } from "../components/count.ts";
import type { Zone } from "../times.ts";
import type { Piece, Timeline } from "./timeline.ts";

/** Size of the picture, in its own units. */
const [WIDTH, HEIGHT] = [560, 170];
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 48, 12, 24];
const [INNER_WIDTH, INNER_HEIGHT] = [WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM];

interface PictureProps {
  readonly timeline: Timeline;
  readonly zone: Zone;
}

export function TimelinePicture({ timeline, zone }: PictureProps) {
  const { pieces, from, to, sends } = timeline;
  const most = niceAbove(Math.max(1, ...pieces.map((piece) => piece.sends)));
  const richest = niceAbove(Math.max(1, ...pieces.map(({ balance }) => balance ?? 0)));
  const width = INNER_WIDTH / pieces.length;
  const last = pieces.at(-1)?.balance ?? 0;
  return (
    <figure class="timeline">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${count(sends, "message")} from ${vendorDateTime(from)} to ${vendorDateTime(to)} GMT-5; ${count(last, "credit")} at the end. The figures follow as a table.`}
      >
        {[0, 0.5, 1].map((share) => (
          <g>
            <line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={yOf(share)} y2={yOf(share)} />
            <text class="axis sends" x={LEFT - 8} y={yOf(share) + 4} text-anchor="end">
              {axis(most * share)}
            </text>
            <text class="axis balance" x={WIDTH - RIGHT + 8} y={yOf(share) + 4}>
              {axis(richest * share)}
            </text>
          </g>
        ))}
        {pieces.map((piece, index) => (
          <Bar piece={piece} x={LEFT + index * width} width={width} most={most} zone={zone} />
        ))}
        <path class="balance" d={linePath(pieces, width, richest)} />
        <text class="axis" x={LEFT} y={HEIGHT - 6}>
          {vendorDateTime(from)}
        </text>
        <text class="axis" x={WIDTH - RIGHT} y={HEIGHT - 6} text-anchor="end">
          {vendorDateTime(to)} GMT-5
        </text>
      </svg>
      <figcaption class="legend">
        <span class="key sends">messages sent</span> <span class="key balance">credits on the account</span>
      </figcaption>
      <Figures timeline={timeline} />
    </figure>
  );
}

interface BarProps {
  readonly piece: Piece;
  readonly x: number;
  readonly width: number;
  readonly most: number;
  readonly zone: Zone;
}

function Bar({ piece: { from, sends, balance }, x, width, most, zone }: BarProps) {
  if (sends === 0) return null;
  const y = yOf(sends / most);
  const title = `${vendorDateTime(from)} GMT-5 (${zone.dateTime(from)} ${zone.name}): ${count(sends, "message")}, ${count(balance ?? 0, "credit")} left`;
  return (
    <rect
      class="bar"
      x={round(x + 1)}
      y={round(y)}
      width={round(width - 2)}
      height={round(yOf(0) - y)}
      rx={1.5}
    >
      <title>{title}</title>
    </rect>
  );
}

function linePath(pieces: readonly Piece[], width: number, richest: number): string {
  return pieces
    .map(({ balance }, index) => {
      const y = round(yOf((balance ?? 0) / richest));
      const x = LEFT + index * width;
      return `${index === 0 ? "M" : "L"}${round(x)} ${y} L${round(x + width)} ${y}`;
    })
    .join(" ");
}

function Figures({ timeline: { pieces } }: { readonly timeline: Timeline }) {
  const busy = pieces.filter(({ sends }) => sends > 0);
  return (
    <details id="timeline-figures">
      <summary>As a table</summary>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">From (GMT-5)</th>
            <th scope="col">Messages</th>
            <th scope="col">Credits afterwards</th>
          </tr>
        </thead>
        <tbody>
          {busy.map(({ from, sends, balance }) => (
            <tr>
              <th scope="row">{vendorDateTime(from)}</th>
              <td>{sends.toLocaleString("en")}</td>
              <td>{balance?.toLocaleString("en") ?? "not known"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** @param share of the height, from 0 at the bottom to 1 at the top */
function yOf(share: number): number {
  return TOP + INNER_HEIGHT * (1 - share);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The next of 2, 4, 6, 8, 10, 20, … that is not below, so that its half is a whole number too. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [2, 4, 6, 8, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

function axis(value: number): string {
  return value.toLocaleString("en", { notation: "compact", maximumFractionDigits: 1 });
}
