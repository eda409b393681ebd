/**
 * One send, and what to do about each way it can fail. The `switch` is complete: a class that is added to the client
 * does not compile until it is dealt with.
 *
 *     const next = await sendOrTell(client, { mobilePhone: "16465550123", message: "Hello" });
 */
import { isProTextingError, type ProTexting, type SendParams } from "protexting-toolkit";

type Next =
  | { readonly do: "nothing"; readonly id: string | undefined }
  | { readonly do: "send later"; readonly afterSeconds: number }
  | { readonly do: "look it up"; readonly why: string }
  | {
      readonly do: "mend";
      readonly what: "account" | "configuration" | "credits" | "list" | "message";
      readonly why: string;
    };

export async function sendOrTell(client: ProTexting, params: SendParams): Promise<Next> {
  try {
    const { id } = await client.sms.send(params);
    return { do: "nothing", id };
  } catch (error) {
    // Nothing of this client: a fault of the program.
    if (!isProTextingError(error)) throw error;
    const why = error.message;
    switch (error.name) {
      // It may have been sent, so it must not be sent again as it is: see unknown-outcome.ts.
      case "SendOutcomeUnknownError":
        return error.accepted ? { do: "nothing", id: undefined } : { do: "look it up", why };

      // All others were surely not sent. These pass by themselves; the client has waited and tried again before.
      case "RateLimitError":
        return { do: "send later", afterSeconds: error.resetSeconds ?? 60 };
      case "ConnectionError":
      case "ServerError":
      case "TimeoutError":
        return { do: "send later", afterSeconds: 60 };

      // These do not.
      case "InsufficientCreditsError":
        return { do: "mend", what: "credits", why };
      case "AccountSetupError":
        return { do: "mend", what: "account", why };
      // Take the recipient off the list: it has opted out, or is blocked.
      case "RecipientRefusedError":
        return { do: "mend", what: "list", why };
      case "ContentRefusedError":
      case "MediaRefusedError":
      case "SenderRefusedError":
        return { do: "mend", what: "message", why };
      case "InvalidInputError": {
        const fields = error.fields.map(({ field, message }) => `${field}: ${message}`);
        return { do: "mend", what: "message", why: fields.join("; ") || why };
      }
      case "RefusedError":
        return { do: "mend", what: "message", why: error.reason || why };
      case "RecipientNotAllowedError":
        return { do: "mend", what: "message", why };
      case "AuthenticationError":
      case "ConfigurationError":
      case "NotFoundError":
      case "UnexpectedAnswerError":
        return { do: "mend", what: "configuration", why };

      // Your own signal or hook ended it.
      case "AbortError":
        throw error;
    }
  }
}
