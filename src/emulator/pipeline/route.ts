/** Path → route. Recorded: `fixtures/wire/FRAMEWORK.md` section 11: a path matches to the letter. */
import { refusal } from "../domain/refusal.ts";
import type { Route } from "../routes/route.ts";
import { routes } from "../routes/table.ts";

/** @throws Refusal 404 */
export function findRoute(path: string): Route {
  const route = routes.get(path);
  if (route !== undefined) return route;
  throw refusal(404, "Page not found.", {
    rule: "route.unknown",
    inputs: { path },
    wouldSucceed: "A documented path, to the letter, like /v1/sms/send.",
  });
}
