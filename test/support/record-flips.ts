/** Settings of lists of records, and of what is kept of them. */
import { type Flip, flip } from "./flip.ts";
import { json, RECIPIENT, type TestEmulator } from "./test-emulator.ts";

/** Names of three custom fields, as they are listed. */
async function customFields(emulator: TestEmulator): Promise<unknown> {
  const token = "test_records";
  const fields = ["first", "second", "third"].map((name) => ({ name }));
  await emulator.emulator.plant({ accounts: [{ token, customFields: fields }] });
  const answer = await emulator.call("/v1/custom-contact-fields/index", { token });
  return json<readonly { readonly Name: string }[]>(answer).map(({ Name }) => Name);
}

/** Status of a scheduled message, while it is listed, once its time has come and the account has no credits. */
async function scheduledUnpaid(emulator: TestEmulator): Promise<unknown> {
  const token = "test_records";
  const scheduledMessages = [{ to: RECIPIENT, text: "hello", after: "1h" }];
  await emulator.emulator.plant({ accounts: [{ token, credits: 0, scheduledMessages }] });
  await emulator.emulator.clock.advance("1h");
  const answer = await emulator.call("/v1/sms/single-schedule-messages", { token });
  return json<readonly { readonly Status_Id: string }[]>(answer).map(({ Status_Id }) => Status_Id);
}

const all = ["first", "second", "third"];

/** Statuses of a contact that is created twice. */
async function createdTwice(emulator: TestEmulator): Promise<unknown> {
  const token = "test_records";
  await emulator.emulator.plant({ accounts: [{ token, groups: [{ name: "Winners" }] }] });
  const create = () =>
    emulator.send({ fnumber: "12125550123", GroupIds: [1] }, { token, path: "/v1/contacts/create" });
  return [(await create()).status, (await create()).status];
}

export const recordFlips: readonly Flip[] = [
  flip("knownContact", "updated", [201, 422], [201, 201], createdTwice),
  flip("lists", "newest-first", all, all.toReversed(), customFields),
  flip("schedules.refused", "dropped", ["2"], [], scheduledUnpaid),
  flip("retention.records", 2, all, ["second", "third"], customFields),
];
