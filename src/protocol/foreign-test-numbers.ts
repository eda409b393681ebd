/**
 * Numbers that other providers' test modes give a meaning; here they are ordinary recipients, and an explanation says
 * so. Twilio: +1 500 555 0000 to 0009. AWS: its SMS simulator's two numbers of the USA.
 */
const AWS: ReadonlySet<string> = new Set(["14254147755", "14254147167"]);

export type ForeignProvider = "Twilio" | "AWS";

/** @param digits of a recipient, country code first */
export function foreignProvider(digits: string): ForeignProvider | null {
  if (digits.length !== 11) return null;
  if (digits.startsWith("1500555000")) return "Twilio";
  return AWS.has(digits) ? "AWS" : null;
}
