/** Calls about clocks. */
import { START } from "../support/manual-clock.ts";
import { type Answered, json, TestEmulator, TOKEN } from "../support/test-emulator.ts";

export interface ClockShown {
  readonly now: string;
  readonly frozen: boolean;
}

export const BALANCE = "/v1/credits/balance";
const HISTORY = "/v1/sent-history/single-list";
const REPORT = "/v1/sms/delivery-report";
export const BOB = "test_bob";
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const iso = (ms: number): string => new Date(START + ms).toISOString();

export async function clock(
  emulator: TestEmulator,
  method: string,
  path = "",
  body?: unknown,
): Promise<ClockShown> {
  const answer = await emulator.control(method, `clock${path}`, body);
  if (answer.status !== 200) throw new Error(`Expected the clock: ${answer.status} ${answer.text}`);
  return json<ClockShown>(answer);
}

export async function status(emulator: TestEmulator, id: string, token = TOKEN): Promise<string> {
  const [row] = json<readonly { readonly DeliveryStatus_Description: string }[]>(
    await emulator.call(REPORT, { query: `id=${id}`, token }),
  );
  return row?.DeliveryStatus_Description ?? "";
}

export function dateOf({ headers }: Answered): number {
  return Date.parse(headers.get("Date") ?? "") - START;
}

export async function lastRow(emulator: TestEmulator, token = TOKEN): Promise<string | undefined> {
  return json<readonly { readonly DateTime: string }[]>(await emulator.call(HISTORY, { token }))[0]?.DateTime;
}
