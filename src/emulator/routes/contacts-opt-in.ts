/** `contacts-opt-in/create-custom`: takes back what `contacts/opt-out` did. */
import { optedIn } from "../../protocol/api/contacts-opt-in.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { optInByApi } from "../domain/opt-out.ts";
import { Refusal } from "../domain/refusal.ts";
import { encode } from "./encode.ts";
import { phoneNumberOf } from "./phone-number.ts";
import type { Action } from "./route.ts";

export const createCustom: Action = async (call, services) => {
  const { store, settings } = services;
  const number = phoneNumberOf(await call.fields(), services);
  const { result } = await store.transact(call.token, { recipient: number }, (view) =>
    optInByApi(number, view, settings, call.now),
  );
  if (result instanceof Refusal) throw result;
  return {
    status: settings.optInStatus,
    body: encode(optedIn, { message: "Phone number successfully opted in" }),
    decided: fromExplanation(
      accepted(
        step("opt-in.custom-status", { status: settings.optInStatus }),
        step("opt-in.custom", { number }),
      ),
    ),
  };
};
