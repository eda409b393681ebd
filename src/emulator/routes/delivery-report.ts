/** `sms/delivery-report` and `sms-simple/delivery-report`. */

import { deliveryReportRecord } from "../../protocol/api/sms.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { readStatus } from "../domain/read-status.ts";
import { unknownId } from "../domain/refusal.ts";
import { requiredParameter } from "../framework/query.ts";
import { encode } from "./encode.ts";
import type { Action } from "./route.ts";

export const reportSms: Action = reportAction("report.answer");
export const reportSmsSimple: Action = reportAction("report.simple");

function reportAction(rule: "report.answer" | "report.simple"): Action {
  return async function report(call, { store, settings, behaviour }) {
    const id = requiredParameter(call.query, "id", behaviour);
    const { result } = await store.transact(call.token, { message: id }, (view) =>
      readStatus(view, call.now),
    );
    if (result === undefined) {
      const known = "The Id of a message that this account sent and the emulator still keeps.";
      throw unknownId(settings, { id }, known);
    }
    const { message, status } = result;
    const answer = encode(deliveryReportRecord, { id: message.id, status });
    const asObject = rule === "report.simple" && settings.simpleReport === "object";
    return {
      body: asObject ? answer : [answer],
      decided: fromExplanation(
        accepted(
          step("delivery.pace", { sentAt: message.sentAt, now: call.now, status }),
          step(rule, { id }),
        ),
      ),
    };
  };
}
