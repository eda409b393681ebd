/** Fields that every send has, now or at its time. Recorded: section 11. */
import { refusedCharacter } from "../../protocol/allowed-characters.ts";
import { magicOf } from "../../protocol/magic-numbers.ts";
import type { FieldError } from "../../protocol/refused.ts";
import { isEmpty } from "../domain/php-values.ts";
import { fieldRefusal, type Refusal } from "../domain/refusal.ts";
import type { SendRequest } from "../domain/send-request.ts";
import { ANOTHER_NUMBER } from "../domain/submit.ts";
import {
  type FieldRule,
  flagOf,
  integerOf,
  mended,
  required,
  text,
  textOf,
  textThat,
  validate,
  wantsPhone,
} from "../framework/form.ts";
import { type Fields, fieldOf } from "../framework/read-body.ts";
import { wantedNot } from "../framework/wanted.ts";
import { abridgedText } from "../http/abridge.ts";
import type { Services } from "./route.ts";

/** Characters of a subject, for which no limit is documented; no handset shows as many. */
const SUBJECT_KEPT = 1000;

export function phoneRules({ settings, readPhone }: Services): readonly FieldRule[] {
  return [
    required("MobilePhone"),
    text("MobilePhone"),
    textThat(
      "MobilePhone",
      (value) => isRecipient(readPhone(value), settings),
      // A readable number that is still refused is a magic number.
      (value, fields) =>
        readPhone(textOf(fields, "MobilePhone")) === undefined
          ? wantsPhone("MobilePhone")(value, fields)
          : ANOTHER_NUMBER,
    ),
  ];
}

export function messageRules({ settings }: Services): readonly FieldRule[] {
  return [
    text("Message", (fields) =>
      isEmpty(fieldOf(fields, "MmsTemplateId"))
        ? settings.limits.messageLength
        : settings.limits.mmsMessageLength,
    ),
    ...(settings.limits.characters === "documented" ? [allowedText("Message")] : []),
  ];
}

function allowedText(field: string): FieldRule {
  return textThat(
    field,
    (value) => refusedCharacter(value) === undefined,
    (_, fields) => {
      const found = refusedCharacter(textOf(fields, field)) ?? "";
      const code = found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
      return wantedNot(field, "of allowed characters alone", `this one has U+${code}`);
    },
  );
}

/** True for a phone number, except a magic one that stands for a number that is not mobile. */
function isRecipient(digits: string | undefined, { magicNumbers }: Services["settings"]): boolean {
  if (digits === undefined) return false;
  const magic = magicNumbers ? magicOf(digits) : undefined;
  return !(magic?.kind === "refusal" && magic.refused === "not-mobile");
}

/**
 * Reads a send by its rules; a field that none of them is about is not read.
 *
 * @throws Refusal 422
 */
export function parseSend(fields: Fields, rules: readonly FieldRule[], services: Services): SendRequest {
  const { readPhone, behaviour } = services;
  const errors = validate(fields, rules);
  const recipient = readPhone(textOf(fields, "MobilePhone"));
  if (errors.length > 0 || recipient === undefined) {
    throw invalidFields(errors, recipient, mended(fields, rules));
  }
  const takes = (field: string): boolean => rules.some((rule) => rule.field === field);
  return {
    recipient,
    text: textOf(fields, "Message"),
    templateId: integerOf(fields, "MmsTemplateId"),
    subject: abridgedText(textOf(fields, "Subject"), SUBJECT_KEPT),
    highResolution: flagOf(fields, "MmsHighResolution", behaviour),
    resend: takes("MmsResend") && flagOf(fields, "MmsResend", behaviour),
    sender: takes("SendFrom") ? textOf(fields, "SendFrom") : "",
  };
}

/** @param recipient digits of a valid number that is still refused, which is a magic one; undefined otherwise */
function invalidFields(
  errors: readonly FieldError[],
  recipient: string | undefined,
  wouldSucceed: string,
): Refusal {
  const only = errors.length === 1 ? errors[0]?.field : undefined;
  if (recipient !== undefined && only === "MobilePhone") {
    return fieldRefusal(errors, {
      rule: "magic.refusal",
      inputs: { refused: "not-mobile" },
      wouldSucceed,
    });
  }
  return fieldRefusal(errors, {
    rule: only === "DateTime" ? "schedule.date-time" : "fields.rules",
    inputs: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    wouldSucceed,
  });
}
