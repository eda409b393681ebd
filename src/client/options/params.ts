/** Parameters of calls, read once, and refused before anything leaves when they cannot be meant. */

import { refuseInput, shown } from "../errors/invalid-input.ts";
import { editDistance, nearestTo } from "./nearest.ts";

/** Values of a call's parameters; only bodies may have lists. */
export type ParamValue = string | number | readonly number[];

/** The names of an interface, which has none at run time, and the vendor's for them. */
export type Asks<Params> = Readonly<Record<keyof Params, string>>;

/**
 * A plain copy, made when a call begins. Each value is read once, wherever it stands, so an accessor or a prototype
 * cannot show one value to the checks and another to the request, and what the caller changes later changes nothing.
 */
export function copyParams<Params extends object>(given: Params, asks: Asks<Params>): Params {
  if (typeof given !== "object" || given === null) return given;
  const copy = { ...given };
  for (const name of Object.keys(asks)) {
    if (!Object.hasOwn(copy, name) && name in given) Reflect.set(copy, name, Reflect.get(given, name));
  }
  for (const [name, value] of Object.entries(copy))
    if (Array.isArray(value)) Reflect.set(copy, name, [...value]);
  return copy;
}

/**
 * The copy, once its names are checked: a misspelt parameter must not go by unseen.
 *
 * @throws InvalidInputError that says which name is the nearest
 */
export function checkParams<Params extends object>(
  given: Params,
  asks: Readonly<Record<string, string>>,
  purpose: string,
): Params {
  if (typeof given !== "object" || given === null) {
    refuseInput([{ field: "parameters", message: `should be an object (${shown(given)})` }], purpose);
  }
  const unknown = Object.entries(given).filter(
    ([name, value]) => value !== undefined && !Object.hasOwn(asks, name),
  );
  refuseInput(
    unknown.map(([field]) => ({ field, message: `is unknown; ${hint(field, Object.keys(asks))}` })),
    purpose,
  );
  return given;
}

/** Parameters under the vendor's names, in the vendor's order. */
export function vendorParams(
  given: object,
  asks: Readonly<Record<string, string>>,
): Readonly<Record<string, ParamValue | undefined>> {
  const named: Record<string, ParamValue | undefined> = {};
  for (const [name, wireName] of Object.entries(asks)) named[wireName] = Reflect.get(given, name);
  return named;
}

function hint(name: string, known: readonly string[]): string {
  const nearest = nearestTo(name, known);
  const isNear = nearest !== undefined && editDistance(name, nearest) < name.length / 2;
  return isNear ? `perhaps ${nearest} is meant` : `there are ${known.join(", ")}`;
}
