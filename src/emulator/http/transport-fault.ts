/** Failure of an answer's transport to the caller, made by a fault. */
export type TransportFault =
  /** The connection is reset before anything is sent. */
  | { readonly kind: "reset" }
  /** The connection is closed in order before anything is sent. */
  | { readonly kind: "close" }
  /** Bytes that are not HTTP are sent, then the connection is closed. */
  | { readonly kind: "garbage"; readonly bytes: string }
  /** Nothing is ever sent; the connection stays open. */
  | { readonly kind: "hang" }
  /** Headers and the first `atByte` bytes of the body (null: half of it) are sent, then the connection is reset. */
  | { readonly kind: "cut"; readonly atByte: number | null };

/** Bytes of a body of the given length that are sent. */
export function bytesSent(cut: { readonly atByte: number | null }, length: number): number {
  return Math.min(length, cut.atByte ?? Math.floor(length / 2));
}
