/** The whole contract: every interaction, each in JSON and in XML. */
import type { Format } from "../../src/client/index.ts";
import { creditsInteractions } from "./credits.ts";
import { deliveryReportInteractions } from "./delivery-report.ts";
import { describe, type Interaction } from "./interaction.ts";
import { sendInteractions } from "./send.ts";
import { sentHistoryInteractions } from "./sent-history.ts";

/** One interaction of the pact. */
export interface Exchange {
  readonly description: string;
  readonly interaction: Interaction;
  readonly format: Format;
}

const interactions = [
  ...sendInteractions,
  ...deliveryReportInteractions,
  ...sentHistoryInteractions,
  ...creditsInteractions,
];

export const exchanges: readonly Exchange[] = interactions.flatMap((interaction) =>
  (["json", "xml"] as const).map((format) => ({
    description: describe(interaction, format),
    interaction,
    format,
  })),
);
