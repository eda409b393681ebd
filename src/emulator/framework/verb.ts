/**
 * Which verb a request has, and whether its action takes it.
 *
 * Source: recorded, `fixtures/wire/FRAMEWORK.md` section 6.
 */
import type { Endpoint } from "../../protocol/endpoints.ts";
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import { refusal } from "../domain/refusal.ts";
import type { VendorRequest } from "../http/vendor-request.ts";
import { type Fields, fieldOf } from "./read-body.ts";

/** Verbs that later releases keep a form from turning its POST into. */
const READS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The verb after the overrides: the form field `_method` of a POST first, then the header.
 */
export function verbOf(
  request: VendorRequest,
  form: Fields | undefined,
  behaviour: FrameworkBehaviour,
): string {
  const field = form === undefined ? undefined : fieldOf(form, "_method");
  if (typeof field === "string") {
    const verb = field.toUpperCase();
    if (behaviour.postMayBecomeRead || !READS.has(verb)) return verb;
  }
  return (request.header("x-http-method-override") ?? request.method).toUpperCase();
}

/** @throws Refusal 405 */
export function checkVerb(verb: string, endpoint: Endpoint): void {
  if (endpoint.methods.some((method) => method === verb)) return;
  const allowed = endpoint.methods.join(", ");
  throw refusal(
    405,
    `Method Not Allowed. This URL can only handle the following request methods: ${allowed}.`,
    {
      rule: "verb.allowed",
      inputs: { verb, path: endpoint.path },
      wouldSucceed: `${allowed} ${endpoint.path}.`,
    },
    { headers: { Allow: allowed } },
  );
}
