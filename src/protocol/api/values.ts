/** The types that follow from fields. */
import type { Field, Fields } from "./field.ts";

/** A point in time as the vendor writes it, and what it means. */
export interface VendorTime {
  /** `YYYY-MM-DD HH:MM:SS`, GMT-5 all year, whatever daylight saving says. */
  readonly text: string;
  readonly date: Date;
}

/** A value of one of the vendor's tables. */
export interface Coded {
  /** Id as in the vendor's table; one that is not in it is kept. */
  readonly id: number;
  /** The vendor's word for it. */
  readonly description: string;
}

type OrNull<Of extends Field> = Of extends { readonly absent: null | string } ? null : never;

type Read<Of extends Field> = Of extends {
  readonly kind: "records";
  readonly fields: infer Inner extends Fields;
}
  ? readonly Decoded<Inner>[]
  : {
      readonly text: string;
      readonly words: string;
      readonly remark: string;
      readonly identifier: string;
      readonly number: number;
      readonly time: VendorTime;
      readonly flag: boolean;
      readonly numbers: readonly number[];
      readonly addresses: readonly string[];
      readonly unexplained: readonly unknown[];
      readonly coded: Coded;
      readonly records: never;
    }[Of["kind"]];

/** A record as the client gives it. */
export type Decoded<Of extends Fields> = {
  readonly [Key in keyof Of]: Read<Of[Key]> | OrNull<Of[Key]>;
};

type Written<Of extends Field> = Of extends {
  readonly kind: "records";
  readonly fields: infer Inner extends Fields;
}
  ? readonly Encodable<Inner>[]
  : Of extends { readonly kind: "coded"; readonly table: infer Table }
    ? keyof Table
    : {
        readonly text: string;
        readonly words: string;
        readonly remark: string;
        readonly identifier: string;
        readonly number: number;
        /** Milliseconds since 1970. */
        readonly time: number;
        readonly flag: boolean;
        readonly numbers: readonly number[];
        readonly addresses: readonly string[];
        /** An empty list: the form of its entries is unknown. */
        readonly unexplained: readonly never[];
        readonly coded: never;
        readonly records: never;
      }[Of["kind"]];

/** A record as the emulator has it: times in milliseconds since 1970, and ids without their descriptions. */
export type Encodable<Of extends Fields> = {
  readonly [Key in keyof Of]: Written<Of[Key]> | OrNull<Of[Key]>;
};
