/** Outcome that an earlier run has left of an item, as results show it. */
import { AbortError, InvalidInputError, RefusedError } from "../errors/errors.ts";
import { outcomeUnknown } from "../errors/failure.ts";
import { meaningOf } from "../errors/refusal.ts";
import type { JournaledItem } from "./journal.ts";
import type { ItemOutcome, Outgoing } from "./send-one.ts";

/**
 * @param notedAt when the journal was read, in milliseconds since 1970: by then an earlier run was over
 * @returns undefined for an item that is still to be sent
 * @throws Error when the journal's item of this key is another
 */
export function resume(
  { key, index, digest, params }: Outgoing,
  noted: JournaledItem | undefined,
  notedAt: number,
): ItemOutcome | undefined {
  if (noted === undefined) return undefined;
  const { state, id, status, code, fields, startedAt, endedAt = notedAt } = noted;
  if (noted.digest !== digest) {
    throw new Error(
      `it was made from another list (item ${index}, key ${JSON.stringify(key)}, is not the same)`,
    );
  }
  const unsettled = (accepted: boolean) => {
    const cause = new AbortError(
      "Failed to send the message: the run that sent it ended before its answer was in the journal. Please look it up.",
      { attempts: 1 },
    );
    return outcomeUnknown(cause, { params, startedAt, endedAt }, accepted);
  };
  switch (state) {
    case "postponed":
      return undefined;
    case "accepted":
      return id === undefined
        ? { outcome: "accepted", id, error: unsettled(true) }
        : { outcome: "accepted", id };
    case "refused": {
      const details = { status, code, attempts: 1 };
      const [type, why, please = "correct it and give it another key"] = meaningOf(code) ?? [];
      const told = [code === undefined ? status : `${status}, code ${code}`, why, ...fields];
      const shown = told.filter((part) => part !== undefined).join(": ");
      const what = `Failed to send the message: an earlier run was refused (${shown}). Please ${please}.`;
      if (type !== undefined) return { outcome: "refused", error: new type(what, details), final: true };
      const named = fields.map((field) => ({ field, message: "was refused" }));
      const isInput = code === undefined && (status === 400 || status === 422);
      const error = isInput
        ? new InvalidInputError(what, { ...details, fields: named })
        : new RefusedError(what, { ...details, reason: "" });
      return { outcome: "refused", error, final: true };
    }
    case "sending":
    case "unknown":
      return { outcome: "unknown", error: unsettled(false) };
  }
}
