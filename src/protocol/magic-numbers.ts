/**
 * Recipients that end as their number says: fictional North American numbers `1 XXX 555 01NN`, any area code.
 * One catalogue for the emulator, the docs, the contracts and the tests. The toolkit's own: the vendor has none.
 *
 * 00 and 13 to 30 and 45 to 99 are ordinary recipients.
 */
import { type DeliveryStatusId, deliveryStatuses } from "./delivery-status.ts";

/** What happens to an answer on its way; `status` and `latency` keep it whole. */
export type FaultKind = "status" | "latency" | "reset" | "close" | "garbage" | "cut" | "hang";

export type Refused = "opted-out" | "throttled" | "no-credits" | "not-mobile";

export type Magic =
  | { readonly kind: "delivery"; readonly status: DeliveryStatusId }
  | { readonly kind: "refusal"; readonly refused: Refused }
  | {
      readonly kind: "fault";
      readonly fault: FaultKind;
      /** Before or after the books are written. */
      readonly when: "before" | "after";
      /** Of a `status` fault. */
      readonly status?: number;
    };

export interface MagicNumber {
  /** The last two digits. */
  readonly nn: string;
  readonly does: Magic;
  readonly says: string;
}

const deliveries: readonly MagicNumber[] = ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const).map(
  (status) => ({
    nn: String(status).padStart(2, "0"),
    does: { kind: "delivery", status },
    says: `accepted, and ends ${deliveryStatuses[status]} (${status})`,
  }),
);

const faults: readonly MagicNumber[] = [
  {
    nn: "31",
    does: { kind: "fault", fault: "status", status: 500, when: "before" },
    says: "500, nothing sent",
  },
  {
    nn: "32",
    does: { kind: "fault", fault: "status", status: 503, when: "before" },
    says: "503, nothing sent",
  },
  {
    nn: "33",
    does: { kind: "fault", fault: "status", status: 500, when: "after" },
    says: "500, although it was sent",
  },
  { nn: "34", does: { kind: "fault", fault: "hang", when: "before" }, says: "no answer ever, nothing sent" },
  {
    nn: "35",
    does: { kind: "fault", fault: "hang", when: "after" },
    says: "no answer ever, although it was sent",
  },
  {
    nn: "36",
    does: { kind: "fault", fault: "reset", when: "before" },
    says: "connection reset, nothing sent",
  },
  {
    nn: "37",
    does: { kind: "fault", fault: "reset", when: "after" },
    says: "connection reset, although it was sent",
  },
  {
    nn: "38",
    does: { kind: "fault", fault: "close", when: "after" },
    says: "connection closed without an answer, although it was sent",
  },
  {
    nn: "39",
    does: { kind: "fault", fault: "garbage", when: "after" },
    says: "bytes that are no HTTP, although it was sent",
  },
  {
    nn: "40",
    does: { kind: "fault", fault: "cut", when: "after" },
    says: "200 with the body cut in half, although it was sent",
  },
];

const refusals: readonly MagicNumber[] = [
  { nn: "41", does: { kind: "refusal", refused: "opted-out" }, says: "refused: the recipient has opted out" },
  {
    nn: "42",
    does: { kind: "refusal", refused: "throttled" },
    says: "refused: too many sends to this recipient (429)",
  },
  { nn: "43", does: { kind: "refusal", refused: "no-credits" }, says: "refused: not enough credits (402)" },
  { nn: "44", does: { kind: "refusal", refused: "not-mobile" }, says: "refused: not a mobile number (422)" },
];

export const magicNumbers: readonly MagicNumber[] = [...deliveries, ...faults, ...refusals];

const byNn: ReadonlyMap<string, Magic> = new Map(magicNumbers.map(({ nn, does }) => [nn, does]));

const PATTERN = /^1\d{3}55501(\d\d)$/;

/** @param digits of a recipient, country code first */
export function magicOf(digits: string): Magic | undefined {
  // Cheap for the numbers that are none.
  if (digits.length !== 11 || !digits.startsWith("55501", 4)) return undefined;
  const nn = PATTERN.exec(digits)?.[1];
  return nn === undefined ? undefined : byNn.get(nn);
}
