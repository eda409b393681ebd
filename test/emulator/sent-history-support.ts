/** Sends, and the rows that the sent history has of them. */
import { createEmulator, type Emulator, type SettingsInput } from "../../src/emulator/index.ts";
import { ManualClock } from "../support/manual-clock.ts";

export const ORIGIN = "http://api2.example.test";
export const TOKEN = "test_alice";
const RECIPIENT = "12125550150";
export const LIST = "/v1/sent-history/single-list";

const NO_LIMITS = {
  limits: { rate: null, perRecipient: null, sameText: null },
} as const satisfies SettingsInput;

export interface Row {
  readonly Id: number;
  readonly DateTime: string;
  readonly Message: string;
  readonly MobilePhone: string;
  readonly DeliveryStatus_Id: number;
  readonly Api_Id: string;
}

/** An account with a clock that stands still until it is moved. */
export function open(settings: SettingsInput = {}) {
  const clock = new ManualClock();
  const emulator = createEmulator({ settings: { ...NO_LIMITS, ...settings }, seed: "history", clock });
  const get = async (path: string, query = "", { token = TOKEN, accept = "application/json" } = {}) => {
    const response = await emulator.fetch(`${ORIGIN}${path}?access_token=${token}${query}`, {
      headers: { Accept: accept },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const rows = async (query = ""): Promise<readonly Row[]> => JSON.parse((await get(LIST, query)).text);
  const statuses = async (query = "") => (await rows(query)).map((row) => row.DeliveryStatus_Id);
  return { emulator, clock, get, rows, statuses };
}

/** @returns the id that the send answered */
export async function send(emulator: Emulator, fields = {}, { token = TOKEN, controller = "sms" } = {}) {
  const response = await emulator.fetch(`${ORIGIN}/v1/${controller}/send?access_token=${token}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: RECIPIENT, Message: "hello", ...fields }),
  });
  const text = await response.text();
  const id = /"Id":"([0-9a-f]{40})"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`Expected a send to pass: ${response.status} ${text}`);
  return id;
}

export async function sendMany(emulator: Emulator, times: number): Promise<void> {
  for (let sent = 1; sent <= times; sent++) await send(emulator, { Message: `message ${sent}` });
}

/** X-Pagination-*: rows, pages, this page, rows a page. */
export function position(headers: Headers): readonly (string | null)[] {
  return ["Total-Count", "Page-Count", "Current-Page", "Per-Page"].map((name) =>
    headers.get(`X-Pagination-${name}`),
  );
}

export const row = (apiId: string) =>
  `{"Id":1001,"MobilePhone":"1212555xxxx","Message":"a < b & \\"c\\"","DateTime":"2026-01-15 07:00:00",` +
  `"Type_Id":1,"Type_Description":"SMS","MmsTemplateId":"","Subject":"","DeliveryStatus_Id":1,` +
  `"DeliveryStatus_Description":"Pending","Api_Id":"${apiId}"}`;
