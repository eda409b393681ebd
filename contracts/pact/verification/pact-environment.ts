/** Environment of the process of Pact's verifier. */
import { devNull } from "node:os";

/** Names of proxies, in either case, and of the toolkit's own variables, one of which is the token. */
const KEPT_BACK = /^((https?|all)_proxy$|protexting_)/i;

/**
 * Without proxies, through which Pact would send even what goes to this machine; without the toolkit's own variables;
 * and with Pact's reports to an analytics service switched off.
 *
 * Without certificates as well: Pact talks to this machine, without TLS, and yet reads all of the machine's anew for
 * each request, which is two thirds of what a verification takes.
 */
export function pactEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !KEPT_BACK.test(name));
  return {
    ...Object.fromEntries(kept),
    PACT_DO_NOT_TRACK: "true",
    SSL_CERT_FILE: devNull,
    SSL_CERT_DIR: devNull,
  };
}
