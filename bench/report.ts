/** The table of a run: each figure, what it should be, and whether it is. */

export interface Line {
  readonly figure: string;
  readonly value: number;
  readonly show: (value: number) => string;
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
}

export const ratio = (value: number): string => value.toFixed(2);
export const milliseconds = (value: number): string => `${Math.round(value)} ms`;
export const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
export const perSecond = (value: number): string => `${Math.round(value).toLocaleString("en-US")} /s`;
export const mebibytes = (value: number): string => `${Math.round(value)} MiB`;

/** Judged as it is shown, so that no line contradicts itself. */
export function isMet({ value, show, target }: Line): boolean {
  if (target === undefined) return true;
  const shown = Number.parseFloat(show(value));
  return "atLeast" in target ? shown >= target.atLeast : shown <= target.atMost;
}

/** Table in Markdown. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map((line) => [line.figure, line.show(line.value), targetOf(line), verdictOf(line)]);
  const all = [["figure", "value", "target", ""], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0), 3));
  const [head = "", ...body] = all.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  return [head, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body].join("\n");
}

function targetOf({ show, target }: Line): string {
  if (target === undefined) return "";
  return "atLeast" in target ? `≥ ${show(target.atLeast)}` : `≤ ${show(target.atMost)}`;
}

function verdictOf(line: Line): string {
  if (line.target === undefined) return "";
  return isMet(line) ? "pass" : "FAIL";
}
