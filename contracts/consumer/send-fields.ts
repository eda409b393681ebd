/** Sends that fail validation: what is wrong with a field, or with what it names. */
import { RECIPIENT } from "./answers.ts";
import type { Interaction } from "./interaction.ts";
import {
  HELLO,
  LONGEST,
  LONGEST_COSTS,
  MMS_COSTS,
  refused,
  sending,
  token,
  type Variant,
} from "./sending.ts";

const TOO_LONG = `${LONGEST}x`;

export function fieldRefusals(variant: Variant): readonly Interaction[] {
  const text = (message: string) => sending(variant, { mobilePhone: RECIPIENT, message });
  const template = (mmsTemplateId: number) =>
    sending(variant, { mobilePhone: RECIPIENT, message: HELLO, mmsTemplateId });

  return [
    refused(
      variant,
      "MobilePhone is blank",
      { touches: "safe" },
      ["fields.rules"],
      sending(variant, { mobilePhone: "", message: HELLO }),
      [{ field: "MobilePhone", message: "Mobile Phone cannot be blank." }],
    ),
    refused(
      variant,
      "MobilePhone is no phone number",
      { touches: "safe" },
      ["fields.phone", "fields.phone-characters"],
      sending(variant, { mobilePhone: "nobody", message: HELLO }),
      [{ field: "MobilePhone", message: "Mobile Phone is invalid." }],
    ),
    refused(
      variant,
      "Message is longer than 480 characters",
      { touches: "spends", credits: LONGEST_COSTS },
      ["fields.length"],
      text(TOO_LONG),
      [{ field: "Message", message: "Message should contain at most 480 characters." }],
    ),
    refused(variant, "Message is blank", { touches: "spends", credits: 1 }, ["submit.content"], text(""), [
      { field: "Message", message: "Message cannot be blank." },
    ]),
    {
      ...refused(
        variant,
        "Message is blank, and the recipient has opted out",
        { touches: "spends", credits: 1 },
        ["submit.order", "submit.content"],
        text(""),
        [{ field: "Message", message: "Message cannot be blank." }],
      ),
      given: { state: "a recipient who has written STOP", params: { token, recipient: RECIPIENT } },
    },
    refused(
      variant,
      "MmsTemplateId is no integer",
      { touches: "spends", credits: MMS_COSTS },
      ["fields.rules"],
      template(1.5),
      [{ field: "MmsTemplateId", message: "Mms Template Id must be an integer." }],
    ),
    refused(
      variant,
      "MmsTemplateId is no approved template",
      { touches: "spends", credits: MMS_COSTS },
      ["submit.template", "submit.template-text"],
      template(999_999),
      [{ field: "MmsTemplateId", message: "Mms Template Id is invalid." }],
    ),
    refused(
      variant,
      "Message of an MMS is longer than 1544 characters",
      { touches: "spends", credits: MMS_COSTS },
      ["mms.length", "fields.length"],
      sending(variant, { mobilePhone: RECIPIENT, message: "x".repeat(1545), mmsTemplateId: 10_586 }),
      [{ field: "Message", message: "Message should contain at most 1,544 characters." }],
    ),
    {
      ...refused(
        variant,
        "MmsTemplateId is a template that was rejected",
        { touches: "spends", credits: MMS_COSTS },
        ["submit.template", "submit.template-text"],
        template(10_586),
        [{ field: "MmsTemplateId", message: "Mms Template Id is invalid." }],
      ),
      given: {
        state: "an account with templates",
        params: { token, name: "", files: ["magic-rejected.jpg"] },
      },
    },
    refused(
      variant,
      "two fields are wrong",
      { touches: "safe" },
      ["fields.rules", "fields.length"],
      sending(variant, { mobilePhone: "", message: TOO_LONG }),
      [
        { field: "MobilePhone", message: "Mobile Phone cannot be blank." },
        { field: "Message", message: "Message should contain at most 480 characters." },
      ],
    ),
  ];
}
