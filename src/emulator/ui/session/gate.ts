/** Who may see the page: as for the control API, or whoever has logged in with its token. */
import { type Access, checkAccess, checkSite } from "../../control/access.ts";
import { ProblemError } from "../../control/problem.ts";
import type { Sessions } from "./sessions.ts";

export type Passage =
  /** `session` is undefined where nobody has to log in. */
  | { readonly kind: "open"; readonly session: string | undefined }
  | { readonly kind: "log-in" }
  | { readonly kind: "refused"; readonly why: string };

export function passageOf(access: Access, { method, headers }: Request, sessions: Sessions): Passage {
  const session = sessions.idOf(headers.get("cookie") ?? undefined);
  if (access.kind === "token" && session !== undefined) return { kind: "open", session };
  try {
    checkAccess(access, headers);
    // What a form carries says more of where it comes from, and is looked at when it is read.
    if (method !== "POST") checkSite(access, method, headers);
    return { kind: "open", session: undefined };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return access.kind === "token" ? { kind: "log-in" } : { kind: "refused", why: error.problem.detail };
  }
}
