/** The emulator and two clients of one account, on a clock that passes only where it is told to. */
import {
  isProTextingError,
  ProTexting,
  type ProTextingOptions,
  type SendOutcomeUnknownError,
  type SendParams,
} from "../../src/client/index.ts";
// Loaded when first used, which takes real time; here time passes only while nothing is under way.
import "../../src/client/http/xml.ts";
import { createEmulator, type SettingsInput } from "../../src/emulator/index.ts";
import { START } from "../support/manual-clock.ts";
import { NO_LIMITS, SEED } from "../support/test-emulator.ts";
import { VirtualTime } from "./pacing/virtual-time.ts";
import { rejection } from "./support.ts";

export const TOKEN = "test_reconciled";
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
/** Accepted, but the caller sees a 500. */
export const BOOKED = "16465550133";
/** Not accepted, and the caller sees a 500. */
export const LOST = "16465550131";
export const TEXT = "Your code is 4711.";

export class World {
  readonly time = new VirtualTime(START);
  readonly emulator;
  readonly client: ProTexting;
  /** Another client of the account, whose sends the first knows nothing of. */
  readonly other: ProTexting;

  /** @param aheadMs how far the API's clock is ahead of the client's */
  constructor(
    options: ProTextingOptions & {
      readonly settings?: SettingsInput;
      readonly aheadMs?: number;
      readonly dates?: boolean;
      /** Changes what the API takes, as it may by itself. */
      readonly change?: (body: string) => string;
    } = {},
  ) {
    const { settings = {}, aheadMs = 0, dates = true, change, ...others } = options;
    const clock = { now: () => this.time.now() + aheadMs };
    this.emulator = createEmulator({ seed: SEED, clock, settings: { ...NO_LIMITS, ...settings } });
    const own = { accessToken: TOKEN, baseUrl: "http://localhost", clock: this.time.clock };
    const fetch = async (url: string, init: RequestInit) => {
      const body = typeof init.body === "string" ? (change?.(init.body) ?? init.body) : null;
      const answer = await this.emulator.fetch(url, { ...init, body });
      if (!dates) answer.headers.delete("date");
      return answer;
    };
    const client = () => new ProTexting({ ...own, fetch, sleep: this.time.sleep, ...others });
    [this.client, this.other] = [client(), client()];
  }

  run<T>(work: PromiseLike<T>): Promise<T> {
    return this.time.run(Promise.resolve(work), HOUR);
  }

  /** A send whose end its caller does not see. */
  async unseen(mobilePhone: string, params: Partial<SendParams> = {}): Promise<SendOutcomeUnknownError> {
    const sending = this.client.sms.send({ mobilePhone, message: TEXT, ...params });
    const error = await this.run(rejection(sending));
    if (isProTextingError(error, "SendOutcomeUnknownError")) return error;
    throw error;
  }

  reconcile(error: SendOutcomeUnknownError, signal?: AbortSignal) {
    return this.run(this.client.sms.reconcile(error, { signal }));
  }

  /** Ids of the books, newest first. */
  async ids(): Promise<readonly string[]> {
    const { items } = await this.emulator.messages.list({ token: TOKEN, limit: 10_000 });
    return items.map(({ id }) => id);
  }

  /** Pages of the history that were read. */
  async pagesRead(): Promise<number> {
    const { total } = await this.emulator.journal.list({
      token: TOKEN,
      path: "/v1/sent-history/single-list",
    });
    return total;
  }

  /** Sends by the other client, one a second. */
  async others(count: number, mobilePhone = "12125550150", message = "Good morning."): Promise<void> {
    for (let sent = 0; sent < count; sent++) {
      await this.run(this.other.sms.send({ mobilePhone, message }));
      await this.time.pass(SECOND);
    }
  }
}
