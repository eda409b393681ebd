/** Checks whether the API serves this account, by reading its credits, which costs none, and only when told to. */
import { ProTexting, type ProTextingOptions } from "../client/index.ts";
import { failureInWords } from "../commands/failures.ts";
import { countOf } from "../commands/output.ts";
import type { Finding } from "./finding.ts";

const check = "Account";

/**
 * @param token usable, as far as that can be seen
 * @param ask false says how it could be asked
 */
export async function checkAccount(
  token: string,
  baseUrl: string,
  ask: boolean,
  client: Pick<ProTextingOptions, "clock" | "fetch" | "sleep">,
): Promise<Finding> {
  if (!ask) {
    const please = "use --account for one request of the available credits, with the token";
    return { check, outcome: "skipped", says: "the API was not asked whether it serves this token", please };
  }
  const api = new ProTexting({ ...client, accessToken: token, baseUrl, retries: 0, timeout: 5_000 });
  try {
    const { availableCredits } = await api.credits.balance();
    const says = `the API serves it; it has ${countOf(availableCredits, "credit")}`;
    if (availableCredits > 0) return { check, outcome: "ok", says };
    return { check, outcome: "note", says, please: "top up before you send" };
  } catch (error) {
    const [says = "", please = "try again"] = failureInWords(error).replace(/\.$/, "").split(". Please ");
    return { check, outcome: "wrong", says, please };
  }
}
