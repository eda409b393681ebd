/** The settings. Made by `npm run docs` from the schemas. */

import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { RateTable } from "../../protocol/prices.ts";
import type { RateLimit } from "../../protocol/rate-bucket.ts";

/** Everything about the vendor that is not known for certain outside, with the default we chose. */
export interface Settings {
  /** Release of the framework that is followed, on the PHP that it was recorded on. */
  readonly framework: "2.0.13" | "2.0.55";
  /**
   * `documented`: with Expires, as the page of error codes prints it. `endpoint-pages`: without, as all other
   * pages. `recorded`: with the cookies of the session too, which the framework sends and no page prints.
   */
  readonly headers: "documented" | "endpoint-pages" | "recorded";
  /** Reproduces the oddities of the vendor's printed samples, so that clients can be tried against them. */
  readonly asPrinted: boolean;
  /** Count of parts that is charged. */
  readonly segments: "documented" | "gsm";
  /** The template account: what every new account starts with. */
  readonly account: {
    readonly credits: number;
    readonly numbers: readonly string[];
    /** True when the API app is activated; otherwise every call is refused with code 6. */
    readonly activated: boolean;
    /** Addresses, or networks like 10.0.0.0/8, that may call; null for all. Others are refused with code 7. */
    readonly allowedAddresses: readonly string[] | null;
    /** Words and phrases that no text may contain (code 2), matched as whole words in any case. */
    readonly forbiddenWords: readonly string[];
  };
  readonly credits: {
    readonly rates: RateTable;
  };
  readonly limits: {
    /** Characters (code points) of `Message`. */
    readonly messageLength: number;
    /** Characters (code points) of `Message` in a send with `MmsTemplateId`. */
    readonly mmsMessageLength: number;
    /** Calls of one account; null for no limit. */
    readonly rate: RateLimit | null;
    /** Sends to one recipient of one account; null for no limit. */
    readonly perRecipient: RateLimit | null;
    /** Limit on repeating a text to one recipient of one account; null for no limit. */
    readonly sameText: SameTextLimit | null;
    readonly perRecipientCounts: "sends" | "parts";
    /** `sliding`: the last seconds. `fixed`: windows one after the other from 1970 on, each with the whole limit. */
    readonly perRecipientWindow: "sliding" | "fixed";
    /** Effect of a refused send on the limit: none, or it counts, so that a caller who keeps trying waits for ever. */
    readonly perRecipientRefused: "free" | "counts";
    readonly phone: "possible" | "valid";
    /** Characters that `Message` may contain: any, or those of the vendor's list alone. */
    readonly characters: "any" | "documented";
    /** Seconds between two numbers that an account creates, as one that is billed by card; null for no limit. */
    readonly newNumberSeconds: number | null;
    /** Bytes of a request body. */
    readonly bodyBytes: number;
  };
  readonly phone: {
    /** Characters a number may contain beside digits. */
    readonly punctuation: string;
    readonly tenDigits: "north-american" | "as-written";
  };
  readonly submit: {
    /** Order of the checks that follow the field rules. */
    readonly order: readonly SubmitCheck[];
    /** True when a send needs a message or a template. */
    readonly requireContent: boolean;
    /** Fate of content that carriers block: refused at the send (a code above 10000), or ends Rejected. */
    readonly carrierBlocks: "send" | "delivery";
  };
  readonly errors: {
    /** Reason phrase of a 422 with a code: as page error-codes prints it, or the framework's own. */
    readonly codedReason: "printed" | "framework";
    readonly optedOut: ErrorSetting;
    readonly optedOutGlobally: ErrorSetting;
    readonly blockedGlobally: ErrorSetting;
    readonly forbiddenWords: ErrorSetting;
    readonly carrierBlocked: ErrorSetting;
    /** The template exists, and its media could not be processed. */
    readonly emptyMms: ErrorSetting;
    readonly unprocessable: ErrorSetting;
    readonly insufficientCredits: ErrorSetting;
    readonly appNotActivated: ErrorSetting;
    readonly addressNotAllowed: ErrorSetting;
    readonly sameText: ErrorSetting;
    readonly senderTemporarilyBlocked: ErrorSetting;
    readonly senderPermanentlyBlocked: ErrorSetting;
    readonly throttled: ErrorSetting;
    readonly unknownId: ErrorSetting;
    readonly bodyTooLarge: ErrorSetting;
    readonly notBuilt: ErrorSetting;
    readonly malformedXml: ErrorSetting;
    /** A template that is unknown or not approved. */
    readonly templateNotApproved: FieldSetting;
    readonly resourceLink: string;
    readonly senderNotOwned: FieldSetting;
    /** A number of the account that is Inactive. */
    readonly senderInactive: FieldSetting;
    /** Error when a keyword is to be reserved that is not available. */
    readonly keywordTaken: string;
    /** Error when a keyword is to be of a number that the account does not have. */
    readonly numberNotOwned: string;
    /** When the numbers should take turns and none is Active. */
    readonly noActiveNumber: FieldSetting;
    /** Error of a `DateTime` that cannot be read, or has passed. */
    readonly dateTime: string;
    /** A number that is created too soon after another. */
    readonly transactionDeclined: ErrorSetting;
    /** Error when an opt-out that was not made through the API is to be undone. */
    readonly notOptedOutByApi: string;
  };
  readonly delivery: DeliverySettings;
  readonly approval: ApprovalSettings;
  readonly mms: {
    /** Types of media that a template may be made of, as file names end. */
    readonly fileTypes: readonly string[];
    /** Characters of a template's `Name`. */
    readonly nameLength: number;
    /** Order of the list of templates. */
    readonly templates: "newest-first" | "oldest-first";
    /** Address of a short URL; `{code}` is filled in. */
    readonly shortUrl: string;
    /** Effect of `MmsHighResolution`: a line with a short URL in the text of the MMS, or none. */
    readonly highResolution: "line" | "nothing";
    /** An MMS that goes again as SMS when credits do not suffice: it does not, or the account owes them. */
    readonly resendWithoutCredits: "not-sent" | "owed";
  };
  /** How the undocumented sms-simple/delivery-report wraps its answer. */
  readonly simpleReport: "list" | "object";
  /** Page size of a list: by the query parameter per-page, or fixed. */
  readonly paging: "per-page" | "fixed";
  /** Order of the sent history. */
  readonly sentHistory: "newest-first" | "oldest-first";
  /** Api_Id in the sent history of a message sent through the API: the Id that the send answered, or nothing. */
  readonly sentApiId: "send-id" | "empty";
  /**
   * How `Number` is shown in the account's numbers and in clicks on short URLs: in full, or with the last digits
   * hidden as in the samples.
   */
  readonly numbersShown: "full" | "masked";
  /**
   * Countries that numbers/create takes, each with the form of its numbers: digits, X for any, N for one from 2
   * on.
   */
  readonly newNumbers: Readonly<Record<string, string>>;
  /** Order of the lists of records that a person keeps, such as custom fields. */
  readonly lists: "oldest-first" | "newest-first";
  readonly schedules: {
    /** A scheduled message that the books refuse at its time: it stays listed as Action Required, or goes. */
    readonly refused: "action-required" | "dropped";
  };
  /**
   * Answer of contacts/create to the number of a contact that the account has: it is refused, or the contact is
   * changed.
   */
  readonly knownContact: "refused" | "updated";
  readonly inbox: {
    readonly order: "newest-first" | "oldest-first";
    /** AppName of a message that belongs to a keyword. */
    readonly appName: string;
    /** A filter that cannot be read, of any list: left out, `refused` with 422, or met by `nothing`. */
    readonly invalidFilter: "ignored" | "refused" | "nothing";
    /**
     * Range of a filter like ToDateReceived without a time, of any list: that whole day, or its first second
     * alone.
     */
    readonly toDate: "whole-day" | "midnight";
  };
  readonly handset: HandsetSettings;
  readonly keywords: {
    /** Form of a keyword: letters and digits, at most 50 of them, or any text; at least 4 characters in any case. */
    readonly form: "letters-and-digits" | "any";
    /** Reply to who texts a keyword again without having opted out. */
    readonly alreadyIn: string;
    /** Reply to who texts a keyword that was reserved without one. */
    readonly autoreply: string;
  };
  /** Status of a contacts-opt-in/create-custom that succeeds. */
  readonly optInStatus: 200 | 201;
  /** The old API's push of received messages, to a customer's URL. */
  readonly inboundPush: {
    /** URL of the push; null for none. */
    readonly url: string | null;
    /** True when it may go to hosts other than loopback. */
    readonly anyHost: boolean;
    /** Carrier of a handset when none is given. */
    readonly carrierCode: string;
    readonly carrier: string;
  };
  /** True when fictional numbers (1 XXX 555 01NN) end as their catalogue says. */
  readonly magicNumbers: boolean;
  /** True when media whose file name is in the catalogue end as it says. */
  readonly magicFiles: boolean;
  readonly tenants: {
    /** Prefix of tokens that get a fresh account at first use; "" turns that off. */
    readonly prefix: string;
    /** Accounts created at first use that are kept; beyond it the longest unused one is removed, noted in the log. */
    readonly limit: number;
  };
  readonly retention: {
    /**
     * Estimated bytes of memory for everything kept, over all accounts. Beyond it the largest holder loses its
     * oldest entries, and accounts created at first use are removed, the longest unused first.
     */
    readonly bytes: number;
    /** Newest messages kept over all accounts. */
    readonly messages: number;
    /** Newest requests kept. */
    readonly journal: number;
    /** Newest events kept, for streams that resume. */
    readonly events: number;
    /** Newest received messages kept of each account. */
    readonly inbox: number;
    /** Contacts kept of each account: those that changed last. */
    readonly contacts: number;
    /** Newest templates kept of each account. */
    readonly templates: number;
    /** Newest records of each other kind kept of each account, such as custom fields. */
    readonly records: number;
  };
}

/** Seconds for which the same text is not sent to the same recipient again. */
export interface SameTextLimit {
  readonly windowSeconds: number;
}

/** A check of a send that follows the field rules. */
export type SubmitCheck =
  | "content"
  | "template"
  | "sender"
  | "opt-out"
  | "words"
  | "carrier"
  | "recipient-rate"
  | "same-text"
  | "balance";

/** A refusal with an object as its body. `{…}` in a message is filled in. */
export interface ErrorSetting {
  readonly status: number;
  /** Code of the vendor's page error-codes; 0 when left out. */
  readonly code?: number | undefined;
  readonly message: string;
}

/** A refusal of one field: a text is its message in a 422 that lists fields; else an object is answered. */
export type FieldSetting = string | ErrorSetting;

/** How messages move to their final status. */
export interface DeliverySettings {
  readonly mode: DeliveryMode;
  /** Milliseconds from the send to Processed. */
  readonly processedAfterMs: number;
  /** Milliseconds from the send to the end status. */
  readonly deliveredAfterMs: number;
  /** Final status of messages; 2 is Delivered. */
  readonly end: DeliveryStatusId;
}

/**
 * `immediate`: at its end at once. `time`: by the clock. `polls`: a step per read through the vendor's API.
 * `manual`: only the control API moves it.
 */
export type DeliveryMode = "immediate" | "time" | "polls" | "manual";

/** How templates move to their final state. */
export interface ApprovalSettings {
  readonly mode: DeliveryMode;
  /** Milliseconds between two steps. */
  readonly stepMs: number;
  /** Final state of templates; 3 is Approved. */
  readonly end: MmsTemplateStatusId;
}

/** Words that a handset may write, and the automatic replies. */
export interface HandsetSettings {
  /** Words in capitals, by command. */
  readonly words: Readonly<Record<HandsetCommand, readonly string[]>>;
  /** Reply to each command; null for none. */
  readonly replies: Readonly<Record<HandsetCommand, string | null>>;
  /** Cost of such a reply. */
  readonly replyCredits: number;
}

/** Command of a handset's word: opt out, opt in, or help. */
export type HandsetCommand = "stop" | "start" | "help";
