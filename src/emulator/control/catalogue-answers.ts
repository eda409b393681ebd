/** Schemas of the answers that are the same for every emulator: the ledger, the magic numbers, documents, problems. */
import * as z from "zod";
import type { MagicFile } from "../../protocol/magic-files.ts";
import { type MagicNumber, refusedKinds } from "../../protocol/magic-numbers.ts";
import { deliveryStatus, faultKind, faultMoment, templateStatus } from "../schema/parts.ts";
import { about, lazy, named, object } from "../schema/schema.ts";
import type { EvidenceView, Problem } from "../types/views.ts";
import { type Answer, listOf, source } from "./answers.ts";

const text = z.string();
const number = z.number();

export const evidence: Answer<EvidenceView> = object("EvidenceView", "A rule of the ledger.", () => ({
  id: text,
  says: text,
  source,
  reference: text,
  setting: about("Path of the setting that changes an assumed rule.", text.optional()),
  deviation: about("How the emulator differs from it.", text.optional()),
  live: named(
    "LiveStatus",
    "What was seen of the rule on the live API.",
    z.discriminatedUnion("standing", [
      z.strictObject({
        standing: z.enum(["verified", "contradicted", "in doubt"]),
        extent: z.enum(["whole", "in part"]),
        on: about("Date of the newest answer that says so, `YYYY-MM-DD` in UTC.", text.min(10)),
        held: about("Number of interactions that rest on it and came as expected.", z.int()),
        differed: about("The interactions that speak against it.", z.array(text)),
      }),
      z.strictObject({ standing: z.enum(["never verified", "does not apply"]) }),
    ]),
  ),
}));

export const magic: Answer<MagicNumber | MagicFile> = lazy(() =>
  z.union([
    named(
      "MagicNumber",
      "A recipient that ends as its number says.",
      z.strictObject({
        nn: text.describe("The last two digits."),
        says: text,
        does: z.discriminatedUnion("kind", [
          z.strictObject({
            kind: z.literal("delivery"),
            status: deliveryStatus,
            afterMs: about("Milliseconds after the send at which it is delivered.", number.exactOptional()),
            thenWrites: about("Text that the handset writes back then.", text.exactOptional()),
          }),
          z.strictObject({ kind: z.literal("refusal"), refused: z.enum(refusedKinds) }),
          z.strictObject({
            kind: z.literal("fault"),
            fault: faultKind,
            when: faultMoment,
            status: number.exactOptional(),
          }),
        ]),
      }),
    ),
    named(
      "MagicFile",
      "A file of media that ends as its name says.",
      z.strictObject({
        file: text.describe("Last part of the link's path; `*` is any type of file that is taken."),
        does: z.strictObject({ kind: z.literal("approval"), status: templateStatus }),
        says: text,
      }),
    ),
  ]),
);

export const problem: Answer<Problem> = object(
  "Problem",
  "A problem (RFC 9457) that names the field where there is one.",
  () => ({
    type: text,
    title: text,
    status: z.int(),
    detail: text,
    errors: about(
      "One per field of the body or query that was refused.",
      z.array(z.strictObject({ field: text, message: text })).optional(),
    ),
  }),
);

/** A JSON Schema or an OpenAPI document, whose shape is told elsewhere. */
export const document: Answer<Readonly<Record<string, unknown>>> = lazy(() =>
  about("A document of its own.", z.record(text, z.unknown())),
);

export const health: Answer<{ readonly status: "ok" }> = object("Health", "The emulator answers.", () => ({
  status: z.literal("ok"),
}));

export const rules = listOf("Evidence", evidence);
export const magicNumbers = listOf("MagicNumbers", magic);
