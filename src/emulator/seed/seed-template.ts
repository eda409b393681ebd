/** A seeded template, in whatever state. */
import { magicFileOf } from "../../protocol/magic-files.ts";
import { isFinalForTemplate } from "../../protocol/mms-template-status.ts";
import { type Approval, wayTo } from "../domain/approval.ts";
import { mediaFileOf } from "../domain/template.ts";
import type { ApprovalSettings, Settings } from "../settings.ts";
import type { SeedTemplate } from "../types/seed.ts";
import { seedTime } from "./seed-time.ts";

/**
 * One whose state is said has got there at the account's pace, by the start at the latest, and stays there.
 * @param start milliseconds since 1970
 */
export function approvalOf(
  { resourceLink, createdAt: written, status }: SeedTemplate,
  pace: ApprovalSettings,
  settings: Pick<Settings, "magicFiles">,
  start: number,
): Approval {
  const createdAt = seedTime(written, start);
  if (status === undefined) {
    const file = mediaFileOf(resourceLink) ?? { name: "", type: "" };
    const magic = settings.magicFiles ? magicFileOf(file.name, file.type) : undefined;
    return { createdAt, pace, end: magic?.status ?? pace.end, taken: [] };
  }
  const stepMs = pace.mode === "immediate" ? 0 : pace.stepMs;
  const [, ...steps] = wayTo(status);
  return {
    createdAt,
    pace: { ...pace, mode: "manual" },
    end: isFinalForTemplate(status) ? status : pace.end,
    taken: steps.map((step, index) => ({
      at: Math.max(createdAt, Math.min(createdAt + (index + 1) * stepMs, start)),
      status: step,
    })),
  };
}
