/**
 * A digest of plain values, to tell whether two are the same. FNV-1a of 32 bits, as browsers have no hash without
 * waiting, and it guards against mistakes alone. A longer one would tell a number to a reader who knows the text, by
 * trial of all numbers: of 32 bits several numbers fit.
 *
 * @returns 8 hexadecimal digits
 */
export function digestOf(...parts: readonly unknown[]): string {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    // Ends each part, so that nothing can move from one to the next.
    const text = `${part ?? ""}\0`;
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
