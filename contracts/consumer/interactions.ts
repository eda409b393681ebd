/** The whole contract: every interaction, each in JSON and in XML. */
import type { Format } from "../../src/client/index.ts";
import { contactRecordInteractions } from "./contact-records.ts";
import { contactsInteractions } from "./contacts.ts";
import { creditsInteractions } from "./credits.ts";
import { customContactFieldInteractions } from "./custom-contact-fields.ts";
import { deliveryReportInteractions } from "./delivery-report.ts";
import { groupsInteractions } from "./groups.ts";
import { inboxInteractions } from "./inbox.ts";
import { describe, type Interaction } from "./interaction.ts";
import { keywordInteractions } from "./keyword.ts";
import { mmsTemplateInteractions } from "./mms-templates.ts";
import { numbersInteractions } from "./numbers.ts";
import { scheduledMessageInteractions } from "./scheduled-messages.ts";
import { sendInteractions } from "./send.ts";
import { sentHistoryInteractions } from "./sent-history.ts";
import { shortUrlInteractions } from "./shorturl.ts";
import { shortUrlAnalyticsInteractions } from "./shorturl-analytics.ts";

/** One interaction of the pact. */
export interface Exchange {
  readonly description: string;
  readonly interaction: Interaction;
  readonly format: Format;
}

const interactions = [
  ...sendInteractions,
  ...deliveryReportInteractions,
  ...scheduledMessageInteractions,
  ...sentHistoryInteractions,
  ...inboxInteractions,
  ...mmsTemplateInteractions,
  ...numbersInteractions,
  ...contactRecordInteractions,
  ...contactsInteractions,
  ...customContactFieldInteractions,
  ...groupsInteractions,
  ...keywordInteractions,
  ...creditsInteractions,
  ...shortUrlInteractions,
  ...shortUrlAnalyticsInteractions,
];

export const exchanges: readonly Exchange[] = interactions.flatMap((interaction) =>
  (["json", "xml"] as const).map((format) => ({
    description: describe(interaction, format),
    interaction,
    format,
  })),
);
