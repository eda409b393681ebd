/**
 * Every draw of the emulator: a hash of seed, token, purpose and counter. So the same seed and requests give the
 * same bytes, whatever other tenants do in between.
 */
import { createHash, randomBytes } from "node:crypto";

/** A draw of 40 lower-case hexadecimal digits. */
export type Draw = (token: string, purpose: string, counter: number) => string;

const WORDS = [0, 1, 2, 3, 4] as const;
const BASES_KEPT = 10_000;

/**
 * A cryptographic hash of seed, token and purpose, whose five words are each mixed with the counter: a bijection
 * of 32 bits per word, so no two counters of one purpose draw the same.
 */
export function seededDraw(seed: string): Draw {
  const bases = new Map<string, Uint32Array>();

  function baseOf(token: string, purpose: string): Uint32Array {
    const key = `${token}\0${purpose}`;
    let base = bases.get(key);
    if (base === undefined) {
      const digest = createHash("sha1").update(`${seed}\0${key}`).digest();
      base = Uint32Array.from(WORDS, (word) => digest.readUInt32BE(word * 4));
      if (bases.size >= BASES_KEPT) bases.clear();
      bases.set(key, base);
    }
    return base;
  }

  return (token, purpose, counter) => {
    const base = baseOf(token, purpose);
    let drawn = "";
    for (const word of WORDS) drawn += hex(mixed((base[word] ?? 0) + Math.imul(counter, 0x9e37_79b1)));
    return drawn;
  };
}

/** The finalizer of MurmurHash3, 32 bits: each input bit turns each output bit half of the time. */
function mixed(word: number): number {
  let bits = word | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function hex(word: number): string {
  return `${HEX[word >>> 24]}${HEX[(word >>> 16) & 0xff]}${HEX[(word >>> 8) & 0xff]}${HEX[word & 0xff]}`;
}

/** Two digits of each byte. */
const HEX = Array.from({ length: 0x100 }, (_, byte) => byte.toString(16).padStart(2, "0"));

const FRACTION_DIGITS = 13;

/** A draw as two numbers in [0, 1). */
export function fractions(drawn: string): readonly [number, number] {
  const part = (from: number): number =>
    Number.parseInt(drawn.slice(from, from + FRACTION_DIGITS), 16) / 16 ** FRACTION_DIGITS;
  return [part(0), part(FRACTION_DIGITS)];
}

/** A seed for a run that was given none. */
export function freshSeed(): string {
  return randomBytes(6).toString("hex");
}

/** A secret for a run that was given none, 128 bits. */
export function freshSecret(): string {
  return randomBytes(16).toString("hex");
}
