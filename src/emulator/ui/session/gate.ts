/** Access to the page: as to the control API, or by a login with its token. */
import { type Access, checkAccess, checkSite } from "../../control/access.ts";
import { ProblemError } from "../../control/problem.ts";
import type { Sessions } from "./sessions.ts";

export type Passage =
  /** `session` is undefined where no login is needed. */
  | { readonly kind: "open"; readonly session: string | undefined }
  | { readonly kind: "log-in" }
  | { readonly kind: "refused"; readonly why: string };

export function passageOf(access: Access, { method, headers }: Request, sessions: Sessions): Passage {
  const session = sessions.idOf(headers.get("cookie") ?? undefined);
  if (access.kind === "token" && session !== undefined) return { kind: "open", session };
  try {
    checkAccess(access, headers);
    // A form's token proves its origin better, and is checked when the form is read.
    if (method !== "POST") checkSite(access, method, headers);
    return { kind: "open", session: undefined };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return access.kind === "token" ? { kind: "log-in" } : { kind: "refused", why: error.problem.detail };
  }
}
