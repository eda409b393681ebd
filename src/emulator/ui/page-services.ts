/** What the page works with: what the control API does, and what is the page's alone. */
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
