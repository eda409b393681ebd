/** Ledger: MMS, and the templates they are made of. */
import { type Ledger, notShown, ownRule, page, takesTime } from "./entry.ts";

const create = page("create-mms-template");
const send = page("send-sms-mms");
/** Beside the campaigns it is about, it has the table of media. */
const media = page("list-sent-group-campaigns");

export const mmsEvidence = {
  "template.create": {
    source: "documented",
    says: "mms-template/create takes ResourceLink and Name and answers 201 with the template, an object in both formats.",
    reference: create,
  },
  "template.list": {
    source: "documented",
    says: "mms-template/index answers a list of templates: Id, Name, Url, DateCreated in GMT-5, Status_Id as an integer, Status_Description.",
    reference: page("list-mms-templates"),
  },
  "template.view": {
    source: "documented",
    says: "mms-template/view answers the template of its id, an object in both formats.",
    reference: page("view-mms-template"),
  },
  "template.order": {
    source: "assumed",
    says: "The list of templates has the newest first.",
    reference: page("list-mms-templates"),
    setting: "mms.templates",
  },
  "template.ids": {
    source: "documented",
    says: "A template's Id is an integer; an account's first is the sample's, 10586.",
    reference: create,
    deviation: "Each account counts its own, so that what others do changes nothing.",
    decides: false,
  },
  "template.url": {
    source: "documented",
    says: "Url is https://mms.protexting.com/uploads/media/, 20 hexadecimal digits and the type of the file.",
    reference: create,
    deviation: "Nothing is there. The sample's png has a jpg for its Url; here a link's own type is kept.",
    decides: false,
  },
  "template.link": {
    source: "assumed",
    says: "ResourceLink is an address with http or https, shorter than 2,000 characters, of a file with a type that is taken; all else is 422 on ResourceLink.",
    reference: create,
    setting: "errors.resourceLink",
  },
  "template.name": {
    source: "assumed",
    says: "Name has at most 255 characters and is empty where it is left out.",
    reference: create,
    setting: "mms.nameLength",
  },
  "template.unknown-id": {
    source: "assumed",
    says: "An unknown template and another account's are the same 404.",
    reference: page("view-mms-template"),
    setting: "errors.unknownId",
  },
  "template.states": {
    source: "documented",
    says: "Six states of a template, with the vendor's texts; 3, 4 and 5 are final and never move.",
    reference: create,
    decides: false,
  },
  "approval.pace": {
    source: "assumed",
    says: "A template is Pending for processing (0), and 2 s after each other Processing (1), Processed pending approval (2) and Approved (3) or Rejected (4); Processed Failed (5) follows Processing.",
    reference: create,
    setting: "approval",
    outside: takesTime,
  },
  "approval.end": {
    source: "assumed",
    says: "A template ends Approved unless the account, the name of its file or somebody by hand says otherwise.",
    reference: create,
    setting: "approval.end",
    outside: takesTime,
  },
  "magic.file": {
    source: "assumed",
    says: "A template of a file whose name is in the catalogue of magic files ends as its entry says.",
    reference: "the toolkit's own",
    setting: "magicFiles",
    outside: ownRule,
  },
  "media.types": {
    source: "documented",
    says: "Media are jpg, gif, bmp, png or tiff.",
    reference: media,
    deviation: "The type is told by the end of the link's file name, since no link is ever fetched.",
  },
  "media.other-types": {
    source: "assumed",
    says: "jpeg and tif are taken as other spellings; audio, which the page recommends to be at most 60 s and names no type of, is not.",
    reference: media,
    setting: "mms.fileTypes",
  },
  "media.size": {
    source: "documented",
    says: "Media have at most 70.00 MB, animated GIFs 7 MB.",
    reference: page("send-sms-mms"),
    deviation:
      "No link is fetched, so no file is measured: magic-too-large and magic-animated-too-large stand for files that are too large, and end Processed Failed.",
    decides: false,
    outside: "The API sees the media later, not while it answers.",
  },
  "mms.sent": {
    source: "documented",
    says: "A send with the MmsTemplateId of an approved template is an MMS: Type_Id 2 in the sent history, with MmsTemplateId and Subject.",
    reference: send,
    decides: false,
  },
  "mms.length": {
    source: "documented",
    says: "The text of an MMS holds at most 1544 characters (code points); MmsTemplateId tells that a send is one.",
    reference: page("allowed-characters"),
    decides: false,
  },
  "price.mms": {
    source: "documented",
    says: "In the USA an MMS costs 3 credits, however long its text.",
    reference: send,
    outside: notShown,
  },
  "mms.high-resolution": {
    source: "documented",
    says: "MmsHighResolution adds a short URL to the MMS under which a browser shows the media.",
    reference: send,
    decides: false,
  },
  "mms.high-resolution-form": {
    source: "assumed",
    says: "It is a line of its own at the end of the text, which the sent history shows too; it does not count towards the 1544 characters.",
    reference: send,
    setting: "mms.highResolution",
    decides: false,
  },
  "mms.short-url": {
    source: "assumed",
    says: "A short URL is https://ptxt.io/ and a code, of an MMS eight hexadecimal digits of its Id; shorturl/index lists it, with the media's address and Track_Numbers 1. The vendor's shortener has no such code: nothing is there.",
    reference: page("list-short-url"),
    setting: "mms.shortUrl",
    decides: false,
  },
  "mms.resend": {
    source: "documented",
    says: "An MMS with MmsResend that its carrier rejects goes again as SMS with a short URL, charged as SMS: a message of its own, sent when the MMS is rejected.",
    reference: send,
    outside: takesTime,
  },
  "mms.resend-unpaid": {
    source: "assumed",
    says: "When the credits do not suffice then, the SMS is not sent and nothing is charged.",
    reference: send,
    setting: "mms.resendWithoutCredits",
    outside: takesTime,
  },
  "retention.templates": {
    source: "assumed",
    says: "The newest 10,000 templates of each account are kept.",
    reference: "the emulator's own",
    setting: "retention.templates",
    decides: false,
    outside: ownRule,
  },
} as const satisfies Ledger;
