/** Warnings for a person who is about to send, in words. */
import type { Estimate, EstimateWarning, EstimateWarningCode } from "./types.ts";

/** @param mobilePhone as the caller wrote it */
export function warningsOf(
  { kind, characters, limit, parts, credits, forcesUcs2: [first], recipient }: Omit<Estimate, "warnings">,
  mobilePhone: string | undefined,
): readonly EstimateWarning[] {
  const warnings: EstimateWarning[] = [];
  const warn = (code: EstimateWarningCode, text: string) => warnings.push({ code, text });
  if (characters > limit) warn("too-long", `${characters} characters, ${limit} allowed.`);
  if (kind === "sms") {
    if (first) {
      // By its number, since the character itself may be one that moves a terminal's cursor.
      const number = first.codePoint.toString(16).toUpperCase().padStart(4, "0");
      warn("ucs2", `U+${number} at ${first.index} leaves 70 of 160 units in a part.`);
    }
    if (parts.documented !== parts.gsm) {
      warn("figures-differ", `${credits.documented} or ${credits.gsm} credits may be charged.`);
    }
  }
  if (mobilePhone !== undefined && recipient === undefined) {
    warn("recipient-unreadable", "mobilePhone is no number.");
  } else if (credits.assumed) {
    warn("price-assumed", "Price unknown, that of the USA assumed.");
  }
  return warnings;
}
