/**
 * Recipients that end as their number says: fictional North American numbers `1 XXX 555 01NN`, any area code.
 * One catalogue for the emulator, the docs, the contracts and the tests. The toolkit's own: the vendor has none.
 *
 * 00, 23 to 25, 30 and 45 to 99 are ordinary recipients.
 */
import { DELIVERED, type DeliveryStatusId, deliveryStatuses } from "./delivery-status.ts";
import { CARRIER_BLOCKED, CARRIER_CODES_ABOVE, type RefusalCode, refusalCodes } from "./refusal-codes.ts";

/** Faults of an answer on its way; `status` and `latency` keep it whole. */
export const faultKinds = ["status", "latency", "reset", "close", "garbage", "cut", "hang"] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Refusals that have a code of the vendor's page error-codes. */
export const codedRefusals = [
  "opted-out",
  "opted-out-globally",
  "blocked-globally",
  "forbidden-words",
  "carrier-blocked",
  "empty-mms",
  "unprocessable",
  "no-credits",
  "app-not-activated",
  "address-not-allowed",
  "same-text",
  "sender-temporarily-blocked",
  "sender-permanently-blocked",
] as const;

export type CodedRefusal = (typeof codedRefusals)[number];

/** Reasons why a magic number is refused. */
export const refusedKinds = [...codedRefusals, "throttled", "not-mobile"] as const;

export type Refused = (typeof refusedKinds)[number];

export type Magic =
  | {
      readonly kind: "delivery";
      readonly status: DeliveryStatusId;
      /** Milliseconds after the send at which it is delivered; as the account says when left out. */
      readonly afterMs?: number;
      /** Text that the handset writes back once the message is delivered. */
      readonly thenWrites?: string;
    }
  | { readonly kind: "refusal"; readonly refused: Refused }
  | {
      readonly kind: "fault";
      readonly fault: FaultKind;
      /** Moment of the fault: before or after the books are written. */
      readonly when: "before" | "after";
      /** HTTP status of a `status` fault. */
      readonly status?: number;
    };

export interface MagicNumber {
  /** The last two digits. */
  readonly nn: string;
  readonly does: Magic;
  readonly says: string;
}

/** Milliseconds until the late number is delivered: longer than a client usually waits. */
const LATE_MS = 5 * 60_000;

const behaviours: readonly MagicNumber[] = [
  {
    nn: "27",
    does: { kind: "delivery", status: DELIVERED, afterMs: LATE_MS },
    says: "accepted, and delivered late: after five minutes",
  },
  {
    nn: "28",
    does: { kind: "delivery", status: DELIVERED, thenWrites: "OK" },
    says: "delivered, and then replies OK",
  },
  {
    nn: "29",
    does: { kind: "delivery", status: DELIVERED, thenWrites: "STOP" },
    says: "delivered, and then writes STOP",
  },
];

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

/** @param nn last two digits */
function refusal(nn: string, refused: CodedRefusal, code: RefusalCode): MagicNumber {
  return { nn, does: { kind: "refusal", refused }, says: `refused with code ${code}: ${refusalCodes[code]}` };
}

const refusals: readonly MagicNumber[] = [
  refusal("13", "opted-out-globally", 1000),
  refusal("14", "blocked-globally", 1001),
  refusal("15", "forbidden-words", 2),
  {
    nn: "16",
    does: { kind: "refusal", refused: "carrier-blocked" },
    says: `refused with a code above ${CARRIER_CODES_ABOVE}: ${CARRIER_BLOCKED}`,
  },
  refusal("17", "empty-mms", 3),
  refusal("18", "app-not-activated", 6),
  refusal("19", "address-not-allowed", 7),
  refusal("20", "same-text", 8),
  refusal("21", "sender-temporarily-blocked", 301),
  refusal("22", "sender-permanently-blocked", 302),
  refusal("26", "unprocessable", 4),
  refusal("41", "opted-out", 1),
  {
    nn: "42",
    does: { kind: "refusal", refused: "throttled" },
    says: "refused: too many sends to this recipient (429)",
  },
  refusal("43", "no-credits", 5),
  { nn: "44", does: { kind: "refusal", refused: "not-mobile" }, says: "refused: not a mobile number (422)" },
];

export const magicNumbers: readonly MagicNumber[] = [
  ...deliveries,
  ...behaviours,
  ...faults,
  ...refusals,
].sort((a, b) => Number(a.nn) - Number(b.nn));

const byNn: ReadonlyMap<string, Magic> = new Map(magicNumbers.map(({ nn, does }) => [nn, does]));

const PATTERN = /^1\d{3}55501(\d\d)$/;

/** @param digits of a recipient, country code first */
export function magicOf(digits: string): Magic | undefined {
  // Cheap for the numbers that are none.
  if (digits.length !== 11 || !digits.startsWith("55501", 4)) return undefined;
  const nn = PATTERN.exec(digits)?.[1];
  return nn === undefined ? undefined : byNn.get(nn);
}
