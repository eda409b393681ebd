/** Request of a send, now or at its time. */

/** A send whose fields are each valid. */
export interface SendRequest {
  /** Digits, country code first. */
  readonly recipient: string;
  readonly text: string;
  readonly templateId: number | null;
  /** Fields of an MMS; ignored for an SMS. */
  readonly subject: string;
  readonly highResolution: boolean;
  readonly resend: boolean;
  /** "" for the account's numbers in rotation. */
  readonly sender: string;
}
