/** Part of a limit that is left or used, as a bar with its words. */
interface GaugeProps {
  readonly value: number;
  readonly of: number;
  /** Label of the bar. */
  readonly words: string;
  readonly tone?: "good" | "warn" | "bad";
}

export function Gauge({ value, of, words, tone = "good" }: GaugeProps) {
  const share = of <= 0 ? 0 : Math.min(1, Math.max(0, value / of));
  return (
    <svg class={`gauge ${tone}`} viewBox="0 0 200 8" preserveAspectRatio="none" role="img" aria-label={words}>
      <rect class="all" width="200" height="8" />
      <rect class="part" width={Math.round(share * 200)} height="8" />
    </svg>
  );
}
