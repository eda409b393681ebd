import type { Call } from "./call.ts";
import type { SentIds } from "./sent-ids.ts";
import type { Settings } from "./settings.ts";

/** What the parts of one client share. */
export interface Core {
  readonly call: Call;
  readonly sent: SentIds;
  readonly settings: Settings;
}
