/** Services of the page: those of the control API, and its own. */
import type { ControlServices } from "../control/control-api.ts";
import type { AccountNames } from "./accounts.ts";
import type { PageMarks } from "./page-mark.ts";
import type { Csrf } from "./session/csrf.ts";
import type { Sessions } from "./session/sessions.ts";

export interface PageServices extends ControlServices {
  readonly names: AccountNames;
  readonly sessions: Sessions;
  readonly csrf: Csrf;
  readonly marks: PageMarks;
}
