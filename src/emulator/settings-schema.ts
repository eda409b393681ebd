/**
 * Settings: everything about the vendor that is not known for certain outside, each with the default we chose in
 * `settings.ts`. Their interface is made from this schema. Unknown keys are refused by name.
 */
import * as z from "zod";
import { RELEASES } from "../protocol/framework.ts";
import { pushTargetError } from "./domain/push.ts";
import { approvalSettings, deliverySettings, limitFields } from "./schema/account.ts";
import {
  activated,
  allowedAddresses,
  atLeastOne,
  count,
  forbiddenWords,
  handsetCommand,
  rates,
} from "./schema/parts.ts";
import { about, lazy, named } from "./schema/schema.ts";
import { type Settings, submitChecks } from "./settings.ts";

const newestOrOldest = z.enum(["newest-first", "oldest-first"]);

const error = named(
  "ErrorSetting",
  "A refusal with an object as its body. `{…}` in a message is filled in.",
  z.strictObject({
    status: z.int().min(400).max(599),
    code: about("Code of the vendor's page error-codes; 0 when left out.", count.optional()),
    message: z.string(),
  }),
);
const fieldError = named(
  "FieldSetting",
  "A refusal of one field: a text is its message in a 422 that lists fields; else an object is answered.",
  z.union([z.string(), error], "must be the field's message, or { status, code, message }"),
);

const words = z.array(z.string().regex(/^[^a-z\s]+$/, "must be a word in capitals"));
const reply = z.string().min(1).nullable();
const handset = () =>
  named(
    "HandsetSettings",
    "Words that a handset may write, and the automatic replies.",
    z.strictObject({
      words: about("Words in capitals, by command.", z.record(handsetCommand, words)),
      replies: about("Reply to each command; null for none.", z.record(handsetCommand, reply)),
      replyCredits: count.describe("Cost of such a reply."),
    }),
  );

const limits = () =>
  z.strictObject({
    messageLength: atLeastOne.describe("Characters (code points) of `Message`."),
    mmsMessageLength: atLeastOne.describe(
      "Characters (code points) of `Message` in a send with `MmsTemplateId`.",
    ),
    ...limitFields,
    perRecipientCounts: z.enum(["sends", "parts"]),
    perRecipientWindow: about(
      "`sliding`: the last seconds. `fixed`: windows one after the other from 1970 on, each with the whole limit.",
      z.enum(["sliding", "fixed"]),
    ),
    perRecipientRefused: about(
      "Effect of a refused send on the limit: none, or it counts, so that a caller who keeps trying waits for ever.",
      z.enum(["free", "counts"]),
    ),
    phone: z.enum(["possible", "valid"]),
    characters: about(
      "Characters that `Message` may contain: any, or those of the vendor's list alone.",
      z.enum(["any", "documented"]),
    ),
    newNumberSeconds: about(
      "Seconds between two numbers that an account creates, as one that is billed by card; null for no limit.",
      count.nullable(),
    ),
    bodyBytes: atLeastOne.describe("Bytes of a request body."),
  });

const submit = () =>
  z.strictObject({
    order: about(
      "Order of the checks that follow the field rules.",
      z
        .array(named("SubmitCheck", "A check of a send that follows the field rules.", z.enum(submitChecks)))
        .refine(
          (order) => order.length === submitChecks.length && new Set(order).size === submitChecks.length,
          `must name each of the checks once: ${submitChecks.join(", ")}`,
        ),
    ),
    requireContent: about("True when a send needs a message or a template.", z.boolean()),
    carrierBlocks: about(
      "Fate of content that carriers block: refused at the send (a code above 10000), or ends Rejected.",
      z.enum(["send", "delivery"]),
    ),
  });

const errors = () =>
  z.strictObject({
    codedReason: about(
      "Reason phrase of a 422 with a code: as page error-codes prints it, or the framework's own.",
      z.enum(["printed", "framework"]),
    ),
    optedOut: error,
    optedOutGlobally: error,
    blockedGlobally: error,
    forbiddenWords: error,
    carrierBlocked: error,
    emptyMms: error.describe("The template exists, and its media could not be processed."),
    unprocessable: error,
    insufficientCredits: error,
    appNotActivated: error,
    addressNotAllowed: error,
    sameText: error,
    senderTemporarilyBlocked: error,
    senderPermanentlyBlocked: error,
    throttled: error,
    unknownId: error,
    bodyTooLarge: error,
    notBuilt: error,
    malformedXml: error,
    templateNotApproved: fieldError.describe("A template that is unknown or not approved."),
    resourceLink: z.string(),
    senderNotOwned: fieldError,
    senderInactive: fieldError.describe("A number of the account that is Inactive."),
    keywordTaken: about("Error when a keyword is to be reserved that is not available.", z.string()),
    numberNotOwned: about(
      "Error when a keyword is to be of a number that the account does not have.",
      z.string(),
    ),
    noActiveNumber: fieldError.describe("When the numbers should take turns and none is Active."),
    dateTime: about("Error of a `DateTime` that cannot be read, or has passed.", z.string()),
    transactionDeclined: error.describe("A number that is created too soon after another."),
    notOptedOutByApi: about(
      "Error when an opt-out that was not made through the API is to be undone.",
      z.string(),
    ),
  });

const mms = () =>
  z.strictObject({
    fileTypes: about(
      "Types of media that a template may be made of, as file names end.",
      z.array(z.string().regex(/^[a-z0-9]+$/, "must be lower-case letters and digits")),
    ),
    nameLength: atLeastOne.describe("Characters of a template's `Name`."),
    templates: newestOrOldest.describe("Order of the list of templates."),
    shortUrl: about("Address of a short URL; `{code}` is filled in.", z.string().includes("{code}")),
    highResolution: about(
      "Effect of `MmsHighResolution`: a line with a short URL in the text of the MMS, or none.",
      z.enum(["line", "nothing"]),
    ),
    resendWithoutCredits: about(
      "An MMS that goes again as SMS when credits do not suffice: it does not, or the account owes them.",
      z.enum(["not-sent", "owed"]),
    ),
  });

const inbox = () =>
  z.strictObject({
    order: newestOrOldest,
    appName: about("AppName of a message that belongs to a keyword.", z.string()),
    invalidFilter: about(
      "A filter that cannot be read, of any list: left out, `refused` with 422, or met by `nothing`.",
      z.enum(["ignored", "refused", "nothing"]),
    ),
    toDate: about(
      "Range of a filter like ToDateReceived without a time, of any list: that whole day, or its first second alone.",
      z.enum(["whole-day", "midnight"]),
    ),
  });

const keywords = () =>
  z.strictObject({
    form: about(
      "Form of a keyword: letters and digits, at most 50 of them, or any text; at least 4 characters in any case.",
      z.enum(["letters-and-digits", "any"]),
    ),
    alreadyIn: about("Reply to who texts a keyword again without having opted out.", z.string().min(1)),
    autoreply: about("Reply to who texts a keyword that was reserved without one.", z.string().min(1)),
  });

const inboundPush = () =>
  about(
    "The old API's push of received messages, to a customer's URL.",
    z
      .strictObject({
        url: about("URL of the push; null for none.", z.string().nullable()),
        anyHost: about("True when it may go to hosts other than loopback.", z.boolean()),
        carrierCode: about("Carrier of a handset when none is given.", z.string()),
        carrier: z.string(),
      })
      .superRefine(({ url, anyHost }, context) => {
        const wrong = url === null ? undefined : pushTargetError(url, anyHost);
        if (wrong !== undefined) context.addIssue({ code: "custom", path: ["url"], message: wrong });
      }),
  );

const retention = () =>
  z.strictObject({
    bytes: atLeastOne.describe(
      "Estimated bytes of memory for everything kept, over all accounts. Beyond it the largest holder loses its oldest entries, and accounts created at first use are removed, the longest unused first.",
    ),
    messages: atLeastOne.describe("Newest messages kept over all accounts."),
    journal: atLeastOne.describe("Newest requests kept."),
    events: atLeastOne.describe("Newest events kept, for streams that resume."),
    inbox: atLeastOne.describe("Newest received messages kept of each account."),
    contacts: atLeastOne.describe("Contacts kept of each account: those that changed last."),
    templates: atLeastOne.describe("Newest templates kept of each account."),
    records: atLeastOne.describe(
      "Newest records of each other kind kept of each account, such as custom fields.",
    ),
  });

export const settingsSchema: () => z.ZodType<Settings> = lazy(() =>
  named(
    "Settings",
    "Everything about the vendor that is not known for certain outside, with the default we chose.",
    z.strictObject({
      framework: about(
        "Release of the framework that is followed, on the PHP that it was recorded on.",
        z.enum(RELEASES),
      ),
      headers: about(
        "`documented`: with Expires, as the page of error codes prints it. `endpoint-pages`: without, as all other pages. `recorded`: with the cookies of the session too, which the framework sends and no page prints.",
        z.enum(["documented", "endpoint-pages", "recorded"]),
      ),
      asPrinted: about(
        "Reproduces the oddities of the vendor's printed samples, so that clients can be tried against them.",
        z.boolean(),
      ),
      segments: about("Count of parts that is charged.", z.enum(["documented", "gsm"])),
      account: about(
        "The template account: what every new account starts with.",
        z.strictObject({
          credits: count,
          numbers: z.array(z.string().regex(/^\d{3,15}$/)).min(1),
          activated,
          allowedAddresses,
          forbiddenWords,
        }),
      ),
      credits: z.strictObject({ rates }),
      limits: limits(),
      phone: z.strictObject({
        punctuation: about("Characters a number may contain beside digits.", z.string()),
        tenDigits: z.enum(["north-american", "as-written"]),
      }),
      submit: submit(),
      errors: errors(),
      delivery: deliverySettings,
      approval: approvalSettings,
      mms: mms(),
      simpleReport: about(
        "How the undocumented sms-simple/delivery-report wraps its answer.",
        z.enum(["list", "object"]),
      ),
      paging: about(
        "Page size of a list: by the query parameter per-page, or fixed.",
        z.enum(["per-page", "fixed"]),
      ),
      sentHistory: newestOrOldest.describe("Order of the sent history."),
      sentApiId: about(
        "Api_Id in the sent history of a message sent through the API: the Id that the send answered, or nothing.",
        z.enum(["send-id", "empty"]),
      ),
      numbersShown: about(
        "How `Number` is shown in the account's numbers and in clicks on short URLs: in full, or with the last digits hidden as in the samples.",
        z.enum(["full", "masked"]),
      ),
      newNumbers: about(
        "Countries that numbers/create takes, each with the form of its numbers: digits, X for any, N for one from 2 on.",
        z.record(z.string().regex(/^[A-Z]{2}$/), z.string().regex(/^[0-9NX]{3,15}$/)),
      ),
      lists: about(
        "Order of the lists of records that a person keeps, such as custom fields.",
        z.enum(["oldest-first", "newest-first"]),
      ),
      schedules: z.strictObject({
        refused: about(
          "A scheduled message that the books refuse at its time: it stays listed as Action Required, or goes.",
          z.enum(["action-required", "dropped"]),
        ),
      }),
      knownContact: about(
        "Answer of contacts/create to the number of a contact that the account has: it is refused, or the contact is changed.",
        z.enum(["refused", "updated"]),
      ),
      inbox: inbox(),
      handset: handset(),
      keywords: keywords(),
      optInStatus: about("Status of a contacts-opt-in/create-custom that succeeds.", z.literal([200, 201])),
      inboundPush: inboundPush(),
      magicNumbers: about(
        "True when fictional numbers (1 XXX 555 01NN) end as their catalogue says.",
        z.boolean(),
      ),
      magicFiles: about("True when media whose file name is in the catalogue end as it says.", z.boolean()),
      tenants: z.strictObject({
        prefix: about(
          'Prefix of tokens that get a fresh account at first use; "" turns that off.',
          z.string(),
        ),
        limit: atLeastOne.describe(
          "Accounts created at first use that are kept; beyond it the longest unused one is removed, noted in the log.",
        ),
      }),
      retention: retention(),
    }),
  ),
);
