/**
 * `sms.deliveryReport` and `smsSimple.deliveryReport`. Page delivery-reports; the second has no page and is taken
 * to answer as the first.
 */
import type { ProTexting } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import { ID, messageId, notFound, RECIPIENT, success } from "./answers.ts";
import { DELIVERY_STATUSES } from "./delivery-statuses.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";

interface Variant {
  readonly route: ApiRoute;
  readonly sentBy: "sms" | "sms-simple";
  readonly rule: EvidenceId;
  readonly call: (client: ProTexting) => Promise<unknown>;
}

const token = "test_reports";
const DELIVERED = 2;

export const deliveryReportInteractions: readonly Interaction[] = [
  ...reports({
    route: { endpoint: "sms.deliveryReport", method: "GET", path: "/v1/sms/delivery-report" },
    sentBy: "sms",
    rule: "report.answer",
    call: (client) => client.sms.deliveryReport(ID),
  }),
  ...reports({
    route: { endpoint: "smsSimple.deliveryReport", method: "GET", path: "/v1/sms-simple/delivery-report" },
    sentBy: "sms-simple",
    rule: "report.simple",
    call: (client) => client.smsSimple.deliveryReport(ID),
  }),
];

function reports({ route, sentBy, rule, call }: Variant): readonly Interaction[] {
  const report = {
    route,
    touches: "state",
    restsOn: [
      rule,
      "report.id-parameter",
      "delivery.statuses",
      "send.id",
      "headers.documented",
      "headers.link",
    ],
    request: { token, query: { id: { fromState: "id", example: ID } } },
    call,
  } as const;
  const answer = (status: number, description: string) =>
    success(route, `access_token=${token}&id=${ID}`, [
      { Id: messageId, DeliveryStatus_Id: String(status), DeliveryStatus_Description: description },
    ]);
  const missing = {
    route,
    answer: notFound,
    call,
    result: { throws: { name: "NotFoundError", status: 404 } },
  } as const;

  return [
    {
      ...report,
      outcome: "a message was delivered",
      given: { state: "a delivered message", params: { token, recipient: RECIPIENT, sentBy } },
      answer: answer(DELIVERED, "Delivered"),
      result: { gives: { id: ID, status: { id: DELIVERED, description: "Delivered" } } },
    },
    ...DELIVERY_STATUSES.filter(([id]) => id !== DELIVERED).map(
      ([id, description]): Interaction => ({
        ...report,
        outcome: `a message is ${description}`,
        given: {
          state: "a message in a status",
          params: { token, recipient: RECIPIENT, sentBy, status: id },
        },
        answer: answer(id, description),
        result: { gives: { id: ID, status: { id, description } } },
      }),
    ),
    {
      ...missing,
      outcome: "the id is not known",
      given: { state: "an account", params: { token } },
      touches: "safe",
      restsOn: ["report.unknown-id", "errors.shape", "headers.scope"],
      request: { token, query: { id: ID } },
    },
    {
      ...missing,
      outcome: "the message is another account's",
      given: {
        state: "a message of another account",
        params: { token, otherToken: "test_other", recipient: RECIPIENT, sentBy },
      },
      touches: "state",
      restsOn: ["report.unknown-id", "errors.shape", "headers.scope"],
      request: { token, query: { id: { fromState: "id", example: ID } } },
    },
    ...commonRefusals({ route, request: { query: { id: ID } }, call }),
  ];
}
