/**
 * Fields of the vendor's records: their names, what they hold, and how "none" is written. Everything that goes over the
 * wire follows from these rows: the emulator writes by them, the client reads by them, and drift and the docs go by them.
 */

/** A value that may be missing, and what the vendor writes then. An empty text means "none" in any case. */
interface Optional {
  readonly absent?: null | string;
}

interface Named<Kind extends string> extends Optional {
  readonly kind: Kind;
  readonly name: string;
}

/** A text that may be empty. */
export type TextField = Named<"text">;
/** A text of the vendor's or of a person's own words, which says nothing about its form. */
export type WordsField = Named<"words">;
/** Words of the API's own, in which blanks around them mean nothing. */
export type RemarkField = Named<"remark">;
/** A text that is never empty and has no blanks around it. */
export type IdentifierField = Named<"identifier">;
/** A number, or several, that the API's JSON may write as texts. */
interface Numeric<Kind extends string> extends Named<Kind> {
  readonly quoted?: true;
}

export type NumberField = Numeric<"number">;
/** `YYYY-MM-DD HH:MM:SS`, GMT-5 all year. */
export interface TimeField extends Named<"time"> {
  /** True when the page prints colons in the date. */
  readonly colons?: true;
}
/** 0 or 1. */
export type FlagField = Named<"flag">;
export type NumbersField = Numeric<"numbers">;
export type AddressesField = Named<"addresses">;
/** A list that the vendor's pages show empty and do not explain. */
export type UnexplainedField = Named<"unexplained">;

/** A value of one of the vendor's tables: `<name>_Id` and `<name>_Description`. */
export interface CodedField<Id extends number = number> extends Numeric<"coded"> {
  readonly table: Readonly<Record<Id, string>>;
}

export interface RecordsField<Inner extends Fields = Fields> extends Named<"records"> {
  readonly fields: Inner;
}

export type Field =
  | TextField
  | WordsField
  | RemarkField
  | IdentifierField
  | NumberField
  | TimeField
  | FlagField
  | NumbersField
  | AddressesField
  | UnexplainedField
  | CodedField
  | RecordsField;

/** A record, in the vendor's order. Keys are the client's names. */
export type Fields = Readonly<Record<string, Field>>;

// The annotations let a bundler leave out the records of endpoints that an application never calls.
/* @__NO_SIDE_EFFECTS__ */ export const text = (name: string) => ({ kind: "text", name }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const words = (name: string) => ({ kind: "words", name }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const remark = (name: string) => ({ kind: "remark", name }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const identifier = (name: string) =>
  ({ kind: "identifier", name }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const number = (name: string) => ({ kind: "number", name }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const time = (name: string) => ({ kind: "time", name }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const flag = (name: string) => ({ kind: "flag", name }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const numbers = (name: string) => ({ kind: "numbers", name }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const addresses = (name: string) => ({ kind: "addresses", name }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const unexplained = (name: string) =>
  ({ kind: "unexplained", name }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const records = <Inner extends Fields>(name: string, fields: Inner) =>
  ({ kind: "records", name, fields }) as const;
/* @__NO_SIDE_EFFECTS__ */ export const coded = <const Table extends Readonly<Record<number, string>>>(
  name: string,
  table: Table,
) => ({ kind: "coded", name, table }) as const;

/** @param absent what the vendor writes for none */
/* @__NO_SIDE_EFFECTS__ */ export const optional = <Of extends Field>(field: Of, absent: null | string) => ({
  ...field,
  absent,
});

/** Writes numbers and ids as texts in JSON, as the vendor prints some. */
/* @__NO_SIDE_EFFECTS__ */ export const quoted = <Of extends NumberField | NumbersField | CodedField>(
  field: Of,
) => ({ ...field, quoted: true }) as const;

/** Writes the date with colons, as the pages of scheduled single messages print it. */
/* @__NO_SIDE_EFFECTS__ */ export const colons = <Of extends TimeField>(field: Of) =>
  ({ ...field, colons: true }) as const;
