/**
 * Every draw of the emulator: a hash of seed, token, purpose and counter. So the same seed and requests give the
 * same bytes, whatever other tenants do in between.
 */
import { hash, randomBytes } from "node:crypto";

/** A draw of 40 lower-case hexadecimal digits. */
export type Draw = (token: string, purpose: string, counter: number) => string;

export function seededDraw(seed: string): Draw {
  return (token, purpose, counter) => hash("sha1", `${seed}\0${token}\0${purpose}\0${counter}`);
}

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
