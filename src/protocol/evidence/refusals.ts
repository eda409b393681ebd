/** Ledger: refusals of the books, each with the code of the vendor's page error-codes. */
import { anyForm, type Ledger, page, takesTime } from "./entry.ts";

export const refusalEvidence = {
  "errors.codes": {
    source: "documented",
    says: "A refusal with code 1 is 422 with an object of name, message, code and status; a failed validation is 422 with a list of field and message. The shape tells the two apart.",
    reference: page("error-codes"),
    decides: false,
    unseen: "The order of the fields cannot be held.",
  },
  "errors.other-codes": {
    source: "assumed",
    says: "The other codes of the page are 422 in an object of the same name too, with the page's texts.",
    reference: page("error-codes"),
    setting: "errors",
    decides: false,
  },
  "errors.coded-reason": {
    source: "assumed",
    says: "The reason phrase of a 422 with a code is `Data Validation Failed.`, as the page prints it; the framework would give `Unprocessable entity`.",
    reference: page("error-codes"),
    setting: "errors.codedReason",
    decides: false,
    outside: "Pact does not look at reason phrases.",
  },
  "account.activated": {
    source: "assumed",
    says: "Code 6 answers every call of an account whose API app is not activated, after the token and the account's rate limit.",
    reference: page("error-codes"),
    setting: "errors.appNotActivated",
    unseen: "That it is so on every endpoint is never tried.",
  },
  "account.addresses": {
    source: "assumed",
    says: "Code 7 answers every call from an address that is not on the account's list of allowed addresses, after the token and the account's rate limit; the list holds addresses and networks.",
    reference: page("error-codes"),
    setting: "errors.addressNotAllowed",
  },
  "opt-out.refused": {
    source: "documented",
    says: "Code 1 refuses a send to a recipient who opted out of the account.",
    reference: page("error-codes"),
  },
  "opt-out.global": {
    source: "documented",
    says: "Code 1000 refuses a send to a recipient who opted out globally, code 1001 one to a recipient who is blocked globally. Its status and shape are those of errors.other-codes.",
    reference: page("error-codes"),
    deviation:
      "The account's entry in recipients says which recipients these are; no account has any by default.",
  },
  "content.forbidden-words": {
    source: "documented",
    says: "Code 2 refuses a send whose text holds a forbidden word. Its status and shape are those of errors.other-codes.",
    reference: page("error-codes"),
    deviation:
      "The page's two lists are stored nowhere, so each account has a list of its own, empty by default.",
  },
  "content.forbidden-words-match": {
    source: "assumed",
    says: "Forbidden words are matched as whole words in any case, in the text and the subject.",
    reference: page("error-codes"),
    setting: "account.forbiddenWords",
    decides: false,
    unseen: "That half a word is none is never tried.",
  },
  "content.carrier-blocked": {
    source: "assumed",
    says: 'Content that carriers block is refused at the send, with code 10001 for the page\'s "> 10000"; a magic number stands for it.',
    reference: page("error-codes"),
    setting: "submit.carrierBlocks",
    unseen: "Any code above 10,000 will do.",
  },
  "submit.empty-mms": {
    source: "assumed",
    says: "Code 3 refuses an MMS whose template exists and has no usable media: its state is Processed Failed (5).",
    reference: page("error-codes"),
    setting: "errors.emptyMms",
  },
  "sender.blocked": {
    source: "documented",
    says: "Code 301 refuses a SendFrom that is a long code and temporarily blocked, code 302 one that is permanently blocked. Its status and shape are those of errors.other-codes.",
    reference: page("error-codes"),
  },
  "sender.blocked-short-code": {
    source: "assumed",
    says: "A blocked short code is refused in the same words, which name long codes alone.",
    reference: page("error-codes"),
    setting: "errors.senderTemporarilyBlocked",
    decides: false,
    outside: "An account has the numbers that it has: a long one is asked for.",
  },
  "sender.inactive": {
    source: "assumed",
    says: "A SendFrom that is Inactive is 422 on SendFrom.",
    reference: page("error-codes"),
    setting: "errors.senderInactive",
  },
  "sender.none-active": {
    source: "assumed",
    says: "The rotation passes over numbers that are not Active; with none left the send is refused with code 4.",
    reference: page("error-codes"),
    setting: "errors.noActiveNumber",
  },
  "rate.same-text": {
    source: "documented",
    says: "Code 8 refuses the same text within 10 seconds. Its status and shape are those of errors.other-codes.",
    reference: page("error-codes"),
    unseen: "One repetition is tried, not when it ends.",
  },
  "rate.same-text-scope": {
    source: "assumed",
    says: "The same means the same text and template to the same recipient from the same account; a send that is refused does not count.",
    reference: page("error-codes"),
    setting: "limits.sameText",
    decides: false,
    outside: takesTime,
  },
  "credits.balance": {
    source: "documented",
    says: "Code 5 refuses a send that costs more credits than the account has; nothing is sent and nothing charged. Its status and shape are those of errors.other-codes.",
    reference: page("error-codes"),
    unseen: "That nothing was sent or charged is in no answer.",
  },
  "credits.balance-text": {
    source: "assumed",
    says: "Its text is `Not enough credits.`, the newest of the page's two wordings; the older is `Not enough credit.`",
    reference: page("error-codes"),
    setting: "errors.insufficientCredits",
    decides: false,
    outside: anyForm,
  },
} as const satisfies Ledger;
