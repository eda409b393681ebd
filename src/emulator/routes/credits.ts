/** `credits/balance`. */
import { balanceRecord } from "../../protocol/api/credits.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { encode } from "./encode.ts";
import type { Action } from "./route.ts";

export const balance: Action = async (call, { store }) => {
  const account = await store.account(call.token);
  if (account === undefined)
    throw new Error("Failed to read the balance: the account went away during the call.");
  const { credits } = account;
  return {
    body: encode(balanceRecord, { availableCredits: credits }),
    decided: fromExplanation(accepted(step("credits.answer", { credits }))),
  };
};
