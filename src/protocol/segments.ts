/**
 * How a text is cut into SMS parts, by two rules that stand side by side.
 *
 * `gsm` is what the phone network needs: 3GPP TS 23.038 (GSM 03.38) for the alphabet, 3GPP TS 23.040 for the
 * concatenation header that every part of a longer message carries. `documented` is what the vendor says on
 * the page send-sms-mms: 480 characters are 3 SMS, so a part holds 160 and there is no header.
 */

/** `GSM-7` is the default alphabet of 3GPP TS 23.038. One character outside it makes the whole text `UCS-2`. */
export type Encoding = "GSM-7" | "UCS-2";

export interface Measure {
  readonly encoding: Encoding;
  /** Unicode code points. A surrogate without its partner is one. */
  readonly characters: number;
  /** GSM septets (extension characters count 2) or UTF-16 code units, without the unused ones at a part's end. */
  readonly units: number;
  /** SMS parts. `documented` is never more than `gsm`. An empty text has none. */
  readonly parts: { readonly documented: number; readonly gsm: number };
}

/** The user data of one SMS: 140 octets, that is 160 septets or 70 code units (3GPP TS 23.040, 9.2.3.24). */
const SEPTETS_ALONE = 160;
const CODE_UNITS_ALONE = 70;

/** What the concatenation header of 6 octets leaves of it (3GPP TS 23.040, 9.2.3.24.1). */
const SEPTETS_PER_PART = 153;
const CODE_UNITS_PER_PART = 67;

/** 3GPP TS 23.038, 6.2.1, in the order of its table, without the escape at 0x1B. */
const BASIC_ALPHABET =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ" +
  " !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§" +
  "¿abcdefghijklmnopqrstuvwxyzäöñüà";

/**
 * 3GPP TS 23.038, 6.2.1.1: sent as the escape and a second septet. The vendor's old API page lists the same
 * characters as counting two, except the backslash, which it does not mention.
 */
const EXTENSION_ALPHABET = "\f^{}\\[~]|€";

const LATIN_1_SIZE = 256;
const latin1Septets = new Uint8Array(LATIN_1_SIZE);
/** The Greek capitals and the euro sign. */
const otherSeptets = new Map<number, number>();

function assignSeptets(alphabet: string, septets: number): void {
  for (let index = 0; index < alphabet.length; index++) {
    const codeUnit = alphabet.charCodeAt(index);
    if (codeUnit < LATIN_1_SIZE) latin1Septets[codeUnit] = septets;
    else otherSeptets.set(codeUnit, septets);
  }
}

assignSeptets(BASIC_ALPHABET, 1);
assignSeptets(EXTENSION_ALPHABET, 2);

/** 0 for a code unit outside the GSM alphabet. */
function septetsOf(codeUnit: number): number {
  const septets = codeUnit < LATIN_1_SIZE ? latin1Septets[codeUnit] : otherSeptets.get(codeUnit);
  return septets ?? 0;
}

/** Chooses the encoding of a text and counts its characters, units and parts. Any string will do. */
export function measure(text: string): Measure {
  let extensions = 0;
  let unused = 0;
  for (let index = 0; index < text.length; index++) {
    const septets = septetsOf(text.charCodeAt(index));
    if (septets === 1) continue;
    if (septets === 0) return measureUcs2(text, index);
    if (isLastOfPart(index + extensions + unused, SEPTETS_PER_PART)) unused++;
    extensions++;
  }
  const units = text.length + extensions;
  return {
    encoding: "GSM-7",
    characters: text.length,
    units,
    parts: countParts(units, unused, SEPTETS_ALONE, SEPTETS_PER_PART),
  };
}

/** @param start no code unit before this index is a surrogate */
function measureUcs2(text: string, start: number): Measure {
  const units = text.length;
  let pairs = 0;
  let unused = 0;
  for (let index = start; index < units; index++) {
    if (!isSurrogatePair(text, index)) continue;
    if (isLastOfPart(index + unused, CODE_UNITS_PER_PART)) unused++;
    pairs++;
    index++;
  }
  return {
    encoding: "UCS-2",
    characters: units - pairs,
    units,
    parts: countParts(units, unused, CODE_UNITS_ALONE, CODE_UNITS_PER_PART),
  };
}

/** An escape pair or a surrogate pair that would begin here leaves the unit unused and opens the next part. */
function isLastOfPart(position: number, unitsPerPart: number): boolean {
  return position % unitsPerPart === unitsPerPart - 1;
}

function countParts(
  units: number,
  unused: number,
  unitsAlone: number,
  unitsPerPart: number,
): Measure["parts"] {
  const documented = Math.ceil(units / unitsAlone);
  const gsm = units <= unitsAlone ? documented : Math.ceil((units + unused) / unitsPerPart);
  return { documented, gsm };
}

function isSurrogatePair(text: string, index: number): boolean {
  const first = text.charCodeAt(index);
  if (first < 0xd800 || first > 0xdbff) return false;
  const second = text.charCodeAt(index + 1);
  return second >= 0xdc00 && second <= 0xdfff;
}
