/** Emulators as the tests use them: a manual clock, a fixed seed, no ports of their own choosing. */
import { onTestFinished } from "vitest";
import type { accountView, journalView, messageView } from "../../src/emulator/control/views.ts";
import {
  createEmulator,
  type Emulator,
  type RunningEmulator,
  type SettingsInput,
  type StartOptions,
  startEmulator,
} from "../../src/emulator/index.ts";
import { ManualClock } from "./manual-clock.ts";

export const SEED = "seed-of-the-tests";
export const TOKEN = "test_alice";
/** An ordinary fictional recipient. */
export const RECIPIENT = "12125550150";
/** Takes the limits out of the way of tests that are about something else. */
export const NO_LIMITS = {
  limits: { rate: null, perRecipient: null, sameText: null },
} as const satisfies SettingsInput;

export type AccountView = ReturnType<typeof accountView>;
export type MessageView = ReturnType<typeof messageView>;
export type JournalView = ReturnType<typeof journalView>;
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

export interface Answered {
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly text: string;
}

export interface CallOptions {
  /** Value of access_token, encoded for the query; null leaves it out. Default {@link TOKEN}. */
  readonly token?: string | null;
  /** Further query, as written. */
  readonly query?: string;
  readonly method?: string;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: NonNullable<RequestInit["body"]>;
}

export type SendFields = Readonly<Record<string, unknown>>;

/** The parsed body, as the type the test expects it to be. */
export function json<T>(answer: Answered): T {
  return JSON.parse(answer.text);
}

/** Calls an emulator without a socket. */
export class TestEmulator {
  readonly clock = new ManualClock();
  readonly log: string[] = [];
  readonly emulator: Emulator;
  readonly origin = "http://api2.example.test";

  /** Tests send the same text again and again, so the limit on that is off unless they ask for it. */
  constructor({ limits, ...settings }: SettingsInput = {}, seed = SEED) {
    this.emulator = createEmulator({
      settings: { ...settings, limits: { sameText: null, ...limits } },
      seed,
      clock: this.clock,
      log: (line) => this.log.push(line),
    });
  }

  /** One request to the vendor's API. */
  async call(path: string, options: CallOptions = {}): Promise<Answered> {
    const { token = TOKEN, query = "", method = "GET", accept, headers, contentType, body } = options;
    const pairs = [token === null ? "" : `access_token=${encodeURIComponent(token)}`, query];
    const written = pairs.filter((pair) => pair !== "").join("&");
    return await this.#fetch(`${path}${written === "" ? "" : `?${written}`}`, {
      method,
      headers: {
        ...(accept === undefined ? {} : { Accept: accept }),
        ...(contentType === undefined ? {} : { "Content-Type": contentType }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
  }

  /** `POST` with a JSON body; `sms/send` when no other path is given. */
  async send(fields: unknown, { path = "/v1/sms/send", ...options }: SendOptions = {}): Promise<Answered> {
    const body = JSON.stringify(fields);
    return await this.call(path, { method: "POST", contentType: "application/json", body, ...options });
  }

  /** `POST mms-template/create` with a JSON body. */
  async create(fields: unknown, options: CallOptions = {}): Promise<Answered> {
    return await this.send(fields, { path: "/v1/mms-template/create", ...options });
  }

  /** A send that must be accepted. @returns its id */
  async sent(fields: SendFields = {}, options: SendOptions = {}): Promise<string> {
    const answer = await this.send({ MobilePhone: RECIPIENT, Message: "hello", ...fields }, options);
    if (answer.status !== 200) throw new Error(`Expected a send to pass: ${answer.status} ${answer.text}`);
    return json<{ readonly Id: string }>(answer).Id;
  }

  /** One request to the control API. */
  async control(method: string, path: string, body?: unknown): Promise<Answered> {
    return await this.#fetch(`/_emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Creates or replaces an account. */
  async open(token: string, input: Readonly<Record<string, unknown>> = {}): Promise<AccountView> {
    const answer = await this.control("POST", "accounts", { token, ...input });
    if (answer.status !== 201)
      throw new Error(`Expected an account to open: ${answer.status} ${answer.text}`);
    return json<AccountView>(answer);
  }

  async account(token = TOKEN): Promise<AccountView> {
    return json<AccountView>(await this.control("GET", `accounts/${encodeURIComponent(token)}`));
  }

  async messages(query = "limit=10000"): Promise<Page<MessageView>> {
    return json<Page<MessageView>>(await this.control("GET", `messages?${query}`));
  }

  /** Everything a person can see of an account's books. */
  async books(token = TOKEN): Promise<unknown> {
    return {
      account: await this.account(token),
      messages: await this.messages(`token=${token}&limit=10000`),
    };
  }

  /** The journal's newest entry. */
  async lastEntry(): Promise<JournalView> {
    const [entry] = json<Page<JournalView>>(await this.control("GET", "journal?limit=1")).items;
    if (entry === undefined) throw new Error("Expected the journal to hold an entry.");
    return entry;
  }

  async #fetch(pathAndQuery: string, init: RequestInit): Promise<Answered> {
    const response = await this.emulator.fetch(this.origin + pathAndQuery, init);
    const { status, statusText: reason, headers } = response;
    return { status, reason, headers, text: await response.text() };
  }
}

export type SendOptions = CallOptions & { readonly path?: string };

/** An emulator behind a socket on a free port, closed when the test is over. */
export async function startTestEmulator(
  { limits, ...settings }: SettingsInput = {},
  options: Omit<StartOptions, "settings" | "port" | "clock"> = {},
): Promise<RunningEmulator & { readonly machineClock: ManualClock }> {
  const machineClock = new ManualClock();
  const running = await startEmulator({
    seed: SEED,
    ...options,
    settings: { ...settings, limits: { sameText: null, ...limits } },
    port: 0,
    clock: machineClock,
  });
  onTestFinished(() => running.close());
  return { ...running, machineClock };
}
