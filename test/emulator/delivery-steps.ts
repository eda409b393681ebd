/** Messages and their statuses. */
import { type DeliveryStatusId } from "../../src/protocol/delivery-status.ts";
import { json, type MessageView, TestEmulator } from "../support/test-emulator.ts";

export const REPORT = "/v1/sms/delivery-report";
export const OTHER = "13105550151";
export const DAY = 86_400_000;

export const statuses = ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] satisfies DeliveryStatusId[]).map((id) => ({
  id,
}));

export async function view(emulator: TestEmulator, id: string): Promise<MessageView> {
  return json<MessageView>(await emulator.control("GET", `messages/${id}`));
}

/** Ids of the statuses it has had. */
export async function history(emulator: TestEmulator, id: string): Promise<readonly number[]> {
  return (await view(emulator, id)).history.map((entry) => entry.id);
}

/** The status that a read through the vendor's API tells. */
export async function read(emulator: TestEmulator, path: string, query: string): Promise<number> {
  const parsed: unknown = JSON.parse((await emulator.call(path, { query })).text);
  const row: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  return Number(Object(row).DeliveryStatus_Id);
}
