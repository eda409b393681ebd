/** Parts that all pages made from code share. */

export const MADE = "<!-- Made by `npm run docs`; please change the code it is made from. -->";

/** A line for each row and no padding: one more row changes no other line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows.map(escaped)].map(line).join("\n");
}

/** Columns padded, as the formatter leaves them in pages that are written by hand. */
export function paddedTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows.map(escaped)];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const padded = (row: readonly string[]) =>
    line(row.map((text, column) => text.padEnd(widths[column] ?? 0)));
  const [first = "", ...rest] = cells.map(padded);
  return [first, line(widths.map((width) => "-".repeat(width))), ...rest].join("\n");
}

function escaped(row: readonly string[]): readonly string[] {
  return row.map((text) => text.replace(/[|*]/g, "\\$&"));
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
