/** What becomes of an answer on its way to the caller, when a fault says so. */
export type TransportFault =
  /** The connection is reset before anything is sent. */
  | { readonly kind: "reset" }
  /** The connection is closed in order before anything is sent. */
  | { readonly kind: "close" }
  /** Bytes that are no HTTP, then the connection is closed. */
  | { readonly kind: "garbage"; readonly bytes: string }
  /** Nothing, ever; the connection stays open. */
  | { readonly kind: "hang" }
  /** Headers, so many bytes of the body, then the connection is reset. Null: half of the body. */
  | { readonly kind: "cut"; readonly atByte: number | null };

/** Bytes of a body of the given length that are sent. */
export function bytesSent(cut: { readonly atByte: number | null }, length: number): number {
  return Math.min(length, cut.atByte ?? Math.floor(length / 2));
}
