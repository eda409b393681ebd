/** `sms/delivery-report` and `sms-simple/delivery-report`. */
import { deliveryStatuses } from "../../protocol/delivery-status.ts";
import type { DeliveryReportAnswer } from "../../protocol/wire.ts";
import { byRules } from "../domain/decided.ts";
import { accepted, step } from "../domain/explanation.ts";
import { readStatus } from "../domain/read-status.ts";
import { fill, refusal } from "../domain/refusal.ts";
import { requiredParameter } from "../pipeline/query.ts";
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
      const { status, message: unknown } = settings.errors.unknownId;
      throw refusal(status, fill(unknown, { id }), {
        rule: "report.unknown-id",
        inputs: { id },
        wouldSucceed: "The Id of a message that this account sent and the emulator still keeps.",
      });
    }
    const { message, status } = result;
    const answer = {
      Id: message.id,
      // A string here and an integer in the sent history, as each page's sample has it.
      DeliveryStatus_Id: String(status),
      DeliveryStatus_Description: deliveryStatuses[status],
    } satisfies DeliveryReportAnswer;
    const asObject = rule === "report.simple" && settings.simpleReport === "object";
    return {
      body: asObject ? answer : [answer],
      decided: byRules(
        accepted(
          step("delivery.pace", { sentAt: message.sentAt, now: call.now, status }),
          step(rule, { id }),
        ),
      ),
    };
  };
}
