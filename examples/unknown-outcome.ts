/**
 * A send whose answer is lost is neither sent again blindly nor given up: the history tells what became of it.
 *
 *     const became = await sendForSure(client, { mobilePhone: "16465550123", message: "Hello" });
 *
 * The emulator loses answers on request, by recipient: 16465550136 is not sent, 16465550137 is, and both break the
 * connection; 16465550140 is sent and its answer cut in half.
 */
import { isProTextingError, type ProTexting, type SendParams } from "protexting-toolkit";

/** Outcome of the send; `sent` has no id when that could not be found out. */
type Became =
  | { readonly is: "sent"; readonly id: string | undefined }
  | { readonly is: "for a person to decide" };

/**
 * The history is searched by text, time and what it shows of the number, so give each message something of its own, as
 * in "Order 1234 has left".
 */
export async function sendForSure(client: ProTexting, params: SendParams, tries = 3): Promise<Became> {
  try {
    const { id } = await client.sms.send(params);
    return { is: "sent", id };
  } catch (error) {
    // Everything else was surely not sent; its class tells why.
    if (!isProTextingError(error, "SendOutcomeUnknownError")) throw error;

    // Within ten seconds of the failure this waits first: a slow server may still be about to send it.
    const looked = await client.sms.reconcile(error);
    switch (looked.outcome) {
      case "found":
        return { is: "sent", id: looked.message.apiId ?? undefined };
      case "not-found":
        // The one outcome after which sending again cannot deliver it twice.
        if (tries > 1) return sendForSure(client, params, tries - 1);
        throw error;
      case "undecidable":
        // Several look alike. If the answer said so, it was sent, and only its id is unknown.
        return error.accepted ? { is: "sent", id: undefined } : { is: "for a person to decide" };
    }
  }
}
