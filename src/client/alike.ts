/** Tells whether a row of the sent history is a send, or may be one that the API has changed on its way. */
import { recipientDigits } from "../protocol/recipient.ts";
import type { UnsettledSend } from "./errors/errors.ts";
import { editDistance } from "./options/nearest.ts";
import type { SentHistoryMessage } from "./records.ts";
import type { SendParams } from "./send-params.ts";

/** One changed character in so many leaves two texts alike. */
const CHARACTERS_PER_EDIT = 8;
/** Letters and digits of the shortest text that may be a longer one cut off: the least part of an SMS has 67 characters. */
const SHORTEST_BEGINNING = 50;
/** Length of the shortest text that tells that a longer one is the same with something put around it, such as the sender's name. */
const SHORTEST_PART = 8;

/** True when recipient and content are the send's, as far as the history shows them. */
export function isSame(row: SentHistoryMessage, send: UnsettledSend): boolean {
  const { message = "", mmsTemplateId = null, mmsResend, mmsHighResolution } = send.params;
  if (!numbersOf(send).some((digits) => isMasked(row.mobilePhone, digits))) return false;
  // A link that was asked for may stand in the text. Sent again as SMS, an MMS has lost its template and gained a link.
  const isResent = Boolean(mmsResend) && row.mmsTemplateId === null && row.message.includes(message);
  const isText = mmsHighResolution ? row.message.startsWith(message) : row.message === message;
  return isResent || (row.mmsTemplateId === mmsTemplateId && isText);
}

/** True when the digits that the row shows may be the send's, however the API writes its number. */
export function hasAlikeRecipient(row: SentHistoryMessage, send: UnsettledSend): boolean {
  const [shown = ""] = row.mobilePhone.replace(/[^\dx]/gi, "").split(/x/i);
  const starts = writingsOf(shown);
  return numbersOf(send).some((digits) =>
    writingsOf(digits).some((writing) => starts.some((start) => writing.startsWith(start))),
  );
}

/** The digits in every writing of the number, without what is dialled to call abroad. */
function writingsOf(digits: string): readonly string[] {
  const dialled = digits.replace(/^(?:00|011)/, "");
  return [
    digits,
    dialled,
    // With and without the country code of ten digits.
    `1${dialled}`,
    dialled.replace(/^1/, ""),
    // From abroad a 9 stands before mobile numbers of Argentina, and a 1 stood before those of Mexico.
    dialled.replace(/^549/, "54"),
    dialled.replace(/^521/, "52"),
  ];
}

/**
 * True when the texts differ by no more than what an API does to all texts: other blanks, line ends, punctuation,
 * capitals and accents, emoji left out, an end cut off or added.
 */
export function hasSameWords(row: SentHistoryMessage, { params }: UnsettledSend): boolean {
  const [short, long] = wordsOf(row, params);
  if (short === long) return long !== "" || row.mmsTemplateId === (params.mmsTemplateId ?? null);
  return short.length >= SHORTEST_BEGINNING && long.startsWith(short);
}

/** True when the words are the same, but for some characters that were mapped to others. */
export function hasAlikeText(row: SentHistoryMessage, send: UnsettledSend): boolean {
  if (hasSameWords(row, send)) return true;
  const [short, long] = wordsOf(row, send.params);
  if (short.length >= SHORTEST_PART && long.includes(short)) return true;
  const most = Math.floor(long.length / CHARACTERS_PER_EDIT);
  return long.length - short.length <= most && editDistance(short, long) <= most;
}

/** The bare texts, the shorter first. */
function wordsOf(row: SentHistoryMessage, { message = "" }: SendParams): readonly [string, string] {
  const [sent, shown] = [bare(message), bare(row.message)];
  return sent.length < shown.length ? [sent, shown] : [shown, sent];
}

/** The number as it is dialled, and as it was given. */
function numbersOf({ params }: UnsettledSend): readonly string[] {
  const given = String(params.mobilePhone);
  return [recipientDigits(given) ?? "", given.replace(/\D/g, "")];
}

function isMasked(shown: string, digits: string): boolean {
  const isShown = (character: string, index: number) => character === "x" || character === digits[index];
  return digits.length === shown.length && [...shown].every(isShown);
}

/** Letters and digits alone, without their accents and small. */
function bare(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
