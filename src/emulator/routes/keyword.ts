/** `keyword/index`, `check-availability`, `reserve` and `remove`: words that handsets text to subscribe. */
import { checkAvailability, index, remove, reserve } from "../../protocol/api/keyword.ts";
import { vendorDateTime } from "../../protocol/vendor-time.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { type Keyword, takenBy } from "../domain/keyword.ts";
import { removeKeyword, reserveKeyword } from "../domain/keyword-rules.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Transition } from "../domain/transition.ts";
import { text, textOf } from "../framework/form.ts";
import { requiredParameters } from "../framework/query.ts";
import { encode } from "./encode.ts";
import { readKeyword } from "./keyword-fields.ts";
import { recordList } from "./list-action.ts";
import type { Action } from "./route.ts";

const IN_BODY = { keyword: "Keyword", number: "Number" } as const;
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

export const keywordReserve: Action = async (call, services) => {
  const { store, settings } = services;
  const fields = await call.fields();
  const furtherRules = [text("AutoreplyMessage", settings.limits.messageLength)];
  const autoreply = textOf(fields, "AutoreplyMessage") || null;
  const { result } = await store.transact(call.token, {}, (view): Transition<Keyword | Refusal> => {
    const asked = readKeyword(fields, IN_BODY, view.account, services, furtherRules);
    if (asked instanceof Refusal) return { result: asked, effects: [] };
    return reserveKeyword({ ...asked, autoreply }, view, settings, call.now);
  });
  if (result instanceof Refusal) throw result;
  const { id, keyword, number } = result;
  const autoreplyMessage = autoreply ?? settings.keywords.autoreply;
  return {
    body: [encode(reserve.answer.record, { id, keyword, number, autoreplyMessage })],
    decided: fromExplanation(
      accepted(
        step("keyword.autoreply", { given: autoreply !== null }),
        step("keyword.reserve", { id, keyword, number }),
      ),
    ),
  };
};

export const keywordRemove: Action = async (call, services) => {
  const { store, settings, behaviour, readPhone } = services;
  const [keyword = "", written = ""] = requiredParameters(call.query, Object.values(IN_QUERY), behaviour);
  const { result } = await store.transact(call.token, {}, (view) => {
    const isOfIt = Array.from(view.records.keywords.values()).some(({ number }) => number === written);
    const number = isOfIt ? written : (readPhone(written) ?? written);
    return removeKeyword({ keyword, number }, view, settings);
  });
  if (result instanceof Refusal) throw result;
  const { id, number } = result;
  return {
    body: [encode(remove.answer.record, { message: "Keyword deleted successfully" })],
    decided: fromExplanation(accepted(step("keyword.remove", { id, keyword: result.keyword, number }))),
  };
};
