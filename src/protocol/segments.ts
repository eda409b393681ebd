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

/** `gsm` is what the phone network needs; `documented` what the vendor's page says. */
export type SegmentRule = "documented" | "gsm";

/**
 * The user data of one SMS: 140 octets, that is 160 septets or 70 code units (3GPP TS 23.040, 9.2.3.24).
 * The vendor takes it for that of every part.
 */
const SEPTETS_ALONE = 160;
const CODE_UNITS_ALONE = 70;

/** Room that the concatenation header of 6 octets leaves in it (3GPP TS 23.040, 9.2.3.24.1). */
const SEPTETS_PER_PART = 153;
const CODE_UNITS_PER_PART = 67;

/**
 * Characters in neither alphabet of 3GPP TS 23.038, 6.2.1 and 6.2.1.1. Those hold all of printable ASCII but the
 * backtick, and of Greek the capitals that look like no Latin one.
 */
const OUTSIDE_GSM = /[^\n\f\r -_a-~¡£-¥§¿Ä-ÇÉÑÖØÜßàä-æèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ€]/;

/**
 * 3GPP TS 23.038, 6.2.1.1: sent as the escape and a second septet. The vendor's old API page lists the same
 * characters as counting two, except the backslash, which it does not mention.
 */
const EXTENSION_ALPHABET = /[\f^{}\\[~\]|€]/;

export function encodingOf(text: string): Encoding {
  return OUTSIDE_GSM.test(text) ? "UCS-2" : "GSM-7";
}

/** Units of one character (code point): 1 or 2 GSM septets or UTF-16 code units. */
export function unitsOf(character: string, encoding: Encoding): number {
  if (encoding === "UCS-2") return character.length;
  return EXTENSION_ALPHABET.test(character) ? 2 : 1;
}

/** Up to Ω, behind which the euro sign alone is left. */
const TABLE_SIZE = 0x3aa;
/** A look-up, since a pattern for each character would take longer than all the rest. */
const septetTable = /* @__PURE__ */ Uint8Array.from({ length: TABLE_SIZE }, (_, codeUnit) =>
  judgeSeptets(codeUnit),
);

/** 0 for a code unit outside the GSM alphabet. */
function septetsOf(codeUnit: number): number {
  return (codeUnit < TABLE_SIZE ? septetTable[codeUnit] : undefined) ?? judgeSeptets(codeUnit);
}

function judgeSeptets(codeUnit: number): number {
  const character = String.fromCharCode(codeUnit);
  return encodingOf(character) === "UCS-2" ? 0 : unitsOf(character, "GSM-7");
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

/** Places where the parts of a text begin. */
export interface Segments {
  /** Index of each part's first UTF-16 code unit in the text, so the first is 0. An empty text has no part. */
  readonly starts: readonly number[];
  /** Units that are free in the last part; those of a single part for an empty text. */
  readonly unitsLeft: number;
}

/**
 * Cuts a text where {@link measure} counts parts: `starts.length` is its figure of the same rule.
 *
 * Under `gsm` a character that does not fit into the rest of a part opens the next one. Under `documented` parts
 * are counted in units alone, so one that lies across their border is drawn in the later part.
 */
export function segmentBoundaries(text: string, rule: SegmentRule): Segments {
  const encoding = encodingOf(text);
  const isGsm7 = encoding === "GSM-7";
  const counted = cut(text, encoding, isGsm7 ? SEPTETS_ALONE : CODE_UNITS_ALONE, true);
  if (rule === "documented" || counted.starts.length < 2) return counted;
  return cut(text, encoding, isGsm7 ? SEPTETS_PER_PART : CODE_UNITS_PER_PART, false);
}

/** @param fills true when a part is filled to its last unit, with a piece of a character if need be */
function cut(text: string, encoding: Encoding, capacity: number, fills: boolean): Segments {
  const starts: number[] = [];
  let unitsLeft = 0;
  let index = 0;
  for (const character of text) {
    const units = unitsOf(character, encoding);
    if (units > unitsLeft) {
      starts.push(index);
      unitsLeft = fills ? unitsLeft + capacity : capacity;
    }
    unitsLeft -= units;
    index += character.length;
  }
  return { starts, unitsLeft: starts.length === 0 ? capacity : unitsLeft };
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
