import type { Call } from "./http/call.ts";
import type { Settings } from "./options/settings.ts";
import type { SentIds } from "./sent-ids.ts";

/** State that the parts of one client share. */
export interface Core {
  readonly call: Call;
  readonly sent: SentIds;
  readonly settings: Settings;
}
