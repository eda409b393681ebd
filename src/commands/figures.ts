/** Cost of a text, in lines for people. */
import type { BothFigures, Estimate } from "../client/index.ts";
import { countOf, type Output } from "./output.ts";

const LABEL_WIDTH = 12;
const ruleNames = { documented: " (documented)", gsm: " (GSM rule)" } as const;

/** `2`, or both figures where they are not the same. */
export function bothOf({ documented, gsm }: BothFigures<number>, one: string): string {
  return documented === gsm
    ? countOf(gsm, one)
    : `${countOf(documented, one)} as documented, ${new Intl.NumberFormat("en").format(gsm)} by the GSM rule`;
}

export function tellFigures(message: string, figures: Estimate, output: Output): void {
  const { kind, encoding, characters, limit, units, parts, unitsLeft, credits, forcesUcs2, doubled } =
    figures;
  const tell = (label: string, text: string) =>
    output.line({ text: label.padEnd(LABEL_WIDTH), style: "dim" }, text);
  tell("kind", kind === "mms" ? "MMS" : "SMS");
  tell("encoding", encoding);
  tell("characters", `${characters} of ${limit}`);
  tell("units", `${units} (${encoding === "GSM-7" ? "septets" : "UTF-16 code units"})`);
  tell("parts", bothOf(parts, "part"));
  tell("left", bothOf(unitsLeft, "unit"));
  tell("credits", `${bothOf(credits, "credit")}${credits.assumed ? " (price assumed)" : ""}`);
  for (const { character, codePoint, index, replacement } of forcesUcs2) {
    const number = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
    const instead =
      replacement === undefined ? "" : `; ${replacement === " " ? "a plain blank" : replacement} would not`;
    tell("needs UCS-2", `${character}  ${number} at ${index}${instead}`);
  }
  for (const { character, count } of doubled) tell("counts two", `${character}  ${countOf(count, "time")}`);
  if (parts.documented !== parts.gsm) tellParts("documented", message, figures, output);
  tellParts("gsm", message, figures, output);
  for (const { text } of figures.warnings) output.line({ text: `warning: ${text}`, style: "yellow" });
}

/** Phones get what the GSM rule cuts, so that is shown even where both count the same. */
function tellParts(
  rule: "documented" | "gsm",
  message: string,
  { parts, starts }: Estimate,
  output: Output,
): void {
  const borders = starts[rule];
  if (borders.length < 2) return;
  const named = parts.documented === parts.gsm ? "" : ruleNames[rule];
  for (const [index, start] of borders.entries()) {
    const label = `part ${index + 1}${named}`.padEnd(LABEL_WIDTH);
    output.line({ text: label, style: "dim" }, ` "${message.slice(start, borders[index + 1])}"`);
  }
}
