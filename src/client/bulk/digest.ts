import type { SendParams } from "../wire/message.ts";

/**
 * A digest of what is sent to whom, so that a journal can tell when it is given another list. FNV-1a of 32 bits, as
 * browsers have no hash without waiting, and it guards against mistakes alone. Longer ones would tell the number to
 * whoever holds the journal and knows the text, by trial of all numbers: of 32 bits several numbers fit.
 *
 * @param recipient the number's digits
 * @returns 8 hexadecimal digits
 */
export function digestOf(recipient: string, params: SendParams): string {
  const { message, sendFrom, mmsTemplateId, subject, mmsHighResolution, mmsResend } = params;
  let hash = 0x811c9dc5;
  for (const part of [recipient, message, sendFrom, mmsTemplateId, subject, mmsHighResolution, mmsResend]) {
    // Ends each part, so that nothing can move from one to the next.
    const text = `${part ?? ""}\0`;
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
