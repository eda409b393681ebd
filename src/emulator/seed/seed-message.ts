/** A seeded message: the effects of sending it, and the progress of its delivery. */
import { isFinal, PENDING, PROCESSED } from "../../protocol/delivery-status.ts";
import { magicOf } from "../../protocol/magic-numbers.ts";
import { ACTIVE } from "../../protocol/number-status.ts";
import { numberStatus } from "../domain/account.ts";
import type { DeliveryStep } from "../domain/delivery.ts";
import type { Message } from "../domain/message.ts";
import { Refusal } from "../domain/refusal.ts";
import { submit } from "../domain/submit.ts";
import type { Effect } from "../domain/transition.ts";
import type { Draw } from "../runtime/random.ts";
import type { Settings } from "../settings.ts";
import type { Tenant } from "../store/root.ts";
import { viewOf } from "../store/view.ts";
import type { SeedMessage } from "../types/seed.ts";
import { seedTime } from "./seed-time.ts";

/** Context of its sending. */
interface Sending {
  readonly settings: Settings;
  readonly draw: Draw;
  /** Milliseconds since 1970 at which the seed is planted. */
  readonly start: number;
}

/** @returns function that makes the effects at the time of its sending */
export function sent(
  message: SeedMessage,
  tenant: Tenant,
  seeding: Sending,
): (at: number) => readonly Effect[] {
  const { to: recipient, from = "", text = "", template, subject = "" } = message;
  const { highResolution = false, resend = false } = message;
  const request = {
    recipient,
    text,
    templateId: template ?? null,
    subject,
    highResolution,
    resend,
    sender: from,
  };
  return (at) => {
    const { account } = tenant;
    const seen = viewOf(tenant, { recipient, ...(template === undefined ? {} : { template }) }, undefined);
    const isRotated =
      from === "" && account.numbers.some((number) => numberStatus(account, number) === ACTIVE);
    // Opt-outs and blocks of numbers that exist now are taken as later than the message.
    const then = {
      ...seen,
      contact: undefined,
      account: isRotated ? account : { ...account, numberStates: {} },
    };
    const id = message.id ?? seeding.draw(account.token, "message-id", account.totals.messages);
    const { result, effects } = submit(request, then, lenient(seeding.settings, message), id, at);
    if (result instanceof Refusal) return [];
    const delivery = deliveryOf(message, result, seeding.start);
    return effects.map((effect) =>
      effect.kind === "append" ? { ...effect, message: { ...result, ...delivery } } : effect,
    );
  };
}

/** Settings under which nothing is refused; a magic number ends as it says unless the seed says otherwise. */
function lenient(settings: Settings, { to, status, history }: SeedMessage): Settings {
  const isSaid = status !== undefined || history !== undefined;
  const isRefused = magicOf(to)?.kind === "refusal";
  return {
    ...settings,
    magicNumbers: settings.magicNumbers && !isSaid && !isRefused,
    submit: { ...settings.submit, order: [], requireContent: false },
  };
}

/** Delivery as the seed gives it, if it does: it has come this far and stays there. */
function deliveryOf(
  { status, history }: SeedMessage,
  { sentAt, pace, end }: Message,
  start: number,
): Partial<Pick<Message, "pace" | "end" | "taken">> {
  const taken = history?.map((step) => ({ at: seedTime(step.at, start), status: step.status }));
  const reached = status ?? history?.at(-1)?.status;
  if (reached === undefined) return {};
  return {
    pace: { ...pace, mode: "manual" },
    end: isFinal(reached) ? reached : end,
    taken: taken ?? stepsTo(reached, { sentAt, pace }, start),
  };
}

function stepsTo(
  status: Message["end"],
  { sentAt, pace }: Pick<Message, "sentAt" | "pace">,
  start: number,
): readonly DeliveryStep[] {
  if (status === PENDING) return [];
  const isPaced = pace.mode !== "immediate";
  const by = (afterMs: number): number => Math.max(sentAt, Math.min(sentAt + (isPaced ? afterMs : 0), start));
  const processed = { at: by(pace.processedAfterMs), status: PROCESSED } as const;
  if (status === PROCESSED) return [processed];
  const last = { at: by(Math.max(pace.processedAfterMs, pace.deliveredAfterMs)), status };
  return isPaced ? [processed, last] : [last];
}
