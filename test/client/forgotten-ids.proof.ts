/** A client remembers the ids of its last ten thousand sends; what it has forgotten it does not guess about. */
import { describe, expect, it } from "vitest";
import { isProTextingError } from "../../src/client/index.ts";
import { vendorDateTime } from "../../src/protocol/vendor-time.ts";
import { START } from "../support/manual-clock.ts";
import { fakeClient, json, RECIPIENT, rejection } from "./support.ts";

const HOUR = 3_600_000;
const params = { mobilePhone: RECIPIENT, message: "same" };

/** So many sends at one time, then one that is lost so much later; the history shows one message of the latter time. */
async function lookedUp(sends: number, laterMs: number, apiId: string): Promise<string> {
  let now = START;
  let sent = 0;
  const row = () => ({
    Id: 1001,
    MobilePhone: "1646555xxxx",
    Message: "same",
    DateTime: vendorDateTime(now),
    Type_Id: 1,
    Type_Description: "SMS",
    MmsTemplateId: "",
    Subject: "",
    DeliveryStatus_Id: 2,
    DeliveryStatus_Description: "Delivered",
    Api_Id: apiId,
  });
  const { client, requests } = fakeClient(
    () => {
      if (requests.at(-1)?.method !== "POST")
        return json([row()], 200, { date: new Date(now).toUTCString() });
      sent++;
      if (sent > sends) throw new TypeError("fetch failed");
      return json({ Id: `id-${sent}`, DeliveryReportUrl: "https://api.example/", Message: "sent" });
    },
    { clock: () => now, sleep: async () => undefined },
  );
  for (let count = 0; count < sends; count++) await client.sms.send(params);
  now += laterMs;
  const error = await rejection(client.sms.send(params));
  if (!isProTextingError(error, "SendOutcomeUnknownError")) throw error;
  return (await client.sms.reconcile(error)).outcome;
}

describe("a lost send", () => {
  it("is not mistaken for an earlier one whose id is remembered", async () => {
    expect(await lookedUp(10_000, 0, "id-1")).toBe("not-found");
  });

  it("is undecidable where the message may be an earlier one whose id is forgotten", async () => {
    expect(await lookedUp(10_001, 0, "id-1")).toBe("undecidable");
  });

  it("is found when all that is forgotten is too old to be it", async () => {
    expect(await lookedUp(10_001, HOUR, "another")).toBe("found");
  });
});
