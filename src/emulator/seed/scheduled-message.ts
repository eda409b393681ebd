/** Scheduled messages of a seeded account. */
import * as z from "zod";
import { durationMs } from "../../protocol/duration.ts";
import { APPROVED } from "../domain/scheduled-message.ts";
import { about, object } from "../schema/schema.ts";
import type { SeedScheduledMessage } from "../types/seed.ts";
import { seeded, time } from "./seeded-record.ts";

const AHEAD = /^\d{1,6}(?:\.\d+)?(?:ms|s|m|h|d)$/;

const schema = object("SeedScheduledMessage", "A message to one recipient that is sent at its time.", () => ({
  to: about("Recipient, country code first.", z.string()),
  text: z.string(),
  template: about("Id of a template; makes it an MMS.", z.int().min(1).optional()),
  subject: z.string().optional(),
  highResolution: z.boolean().optional(),
  createdAt: time.optional(),
  after: about(
    'Time from then until it is sent, like "90s" or "2h".',
    z.string().regex(AHEAD, 'is no length of time, like "90s", "2h" or "3d"'),
  ),
  status: about(
    "1 Pending, 2 Action Required, 3 Approved and Scheduled, which alone is sent; 3 when left out.",
    z.literal([1, 2, 3]).optional(),
  ),
}));

export const seededScheduledMessage = seeded<SeedScheduledMessage>({
  schema,
  listOf: ({ scheduledMessages }) => scheduledMessages,
  madeAt: ({ createdAt }) => createdAt,
  check(seed, path, checks) {
    checks.time(seed.createdAt, `${path}.createdAt`);
    return { ...seed, to: checks.phone(seed.to, `${path}.to`) };
  },
  effects(seed, { nextId }, at) {
    const { to: recipient, text, template: templateId = null, subject = "", highResolution = false } = seed;
    const request = { recipient, text, templateId, subject, highResolution, resend: false, sender: "" };
    const record = {
      id: nextId("scheduledMessages"),
      request,
      sendAt: Math.round(at + (durationMs(seed.after) ?? 0)),
      status: seed.status ?? APPROVED,
      refusedBy: null,
    };
    return [{ kind: "keep", of: "scheduledMessages", record }];
  },
});
