/** `keyword/index` and `check-availability`: words that handsets text to subscribe. */
import { checkAvailability, index } from "../../protocol/api/keyword.ts";
import { vendorDateTime } from "../../protocol/vendor-time.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { takenBy } from "../domain/keyword.ts";
import { Refusal } from "../domain/refusal.ts";
import { requiredParameters } from "../framework/query.ts";
import { encode } from "./encode.ts";
import { readKeyword } from "./keyword-fields.ts";
import { recordList } from "./list-action.ts";
import type { Action } from "./route.ts";

const IN_QUERY = { keyword: "keyword", number: "number" } as const;

export const keywordIndex = recordList({
  endpoint: index,
  of: "keywords",
  values: ({ reservedAt, ...keyword }) => ({
    ...keyword,
    reservedOn: vendorDateTime(reservedAt).slice(0, 10),
  }),
  rule: "keyword.index",
});

export const keywordCheckAvailability: Action = async (call, services) => {
  const { store, settings, behaviour } = services;
  requiredParameters(call.query, Object.values(IN_QUERY), behaviour);
  const { result } = await store.transact(call.token, {}, ({ account, records }) => {
    const asked = readKeyword(call.query, IN_QUERY, account, services);
    const taken = asked instanceof Refusal ? undefined : takenBy(asked, records.keywords, settings);
    return { result: { asked, taken }, effects: [] };
  });
  const { asked, taken } = result;
  if (asked instanceof Refusal) throw asked;
  const isTaken = taken !== undefined;
  return {
    body: [
      encode(checkAvailability.answer.record, {
        ...asked,
        status: isTaken ? 0 : 1,
        message: `The keyword is ${isTaken ? "not " : ""}available.`,
      }),
    ],
    decided: fromExplanation(
      accepted(
        step("keyword.commands", { isCommand: taken === "command" }),
        step("keyword.availability", { ...asked, isReserved: taken === "keyword" }),
      ),
    ),
  };
};
