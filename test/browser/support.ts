/** The page of a real emulator in a real browser. */
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { TestContext } from "vitest";
import { type RunningEmulator, type StartOptions, startEmulator } from "../../src/emulator/index.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { SEED } from "../support/test-emulator.ts";
import { browser, skipWithoutBrowser } from "./browser.ts";

export const SHOP = "test_shop";
export const RECIPIENT = "12125550150";
/** Token of the emulator where it asks for one. */
export const CONTROL_TOKEN = "a-control-token-of-the-tests";

/** How long the page may take to show something; milliseconds. */
const PATIENCE_MS = 10_000;

/** Said of a stream while no emulator is there, and by one that does not know the login. */
const OF_A_RESTART = /htmx:sse:error: (?:Failed to fetch|SSE reconnect failed with status 401)/;

/** An emulator that people look at. */
export class Inbox {
  readonly clock: ManualClock;
  emulator: RunningEmulator;
  readonly url: string;
  /** Events that should not have happened in the browser: errors, violations of the policy, requests to elsewhere. */
  readonly faults: string[] = [];
  readonly #contexts: BrowserContext[] = [];
  readonly #start: (port: number) => Promise<RunningEmulator>;
  #wasDown = false;

  /** @param start starts an emulator in the place of the one that was there */
  constructor(
    emulator: RunningEmulator,
    clock: ManualClock,
    start: (port: number) => Promise<RunningEmulator>,
  ) {
    this.emulator = emulator;
    this.#start = start;
    this.clock = clock;
    this.url = emulator.url.replace("0.0.0.0", "127.0.0.1");
  }

  /** A window on the page. */
  async open(path = "/", options: BrowserContextOptions = {}): Promise<Page> {
    const context = await (await browser()).newContext({ timezoneId: "UTC", ...options });
    this.#contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on("pageerror", ({ message }) => this.faults.push(message));
    page.on("dialog", (dialog) => {
      this.faults.push(`a dialog said ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      const text = message.text();
      if (this.#wasDown && OF_A_RESTART.test(text)) return;
      if (/Content Security Policy|htmx/i.test(text)) this.faults.push(text);
    });
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== "data:" && origin !== this.url) this.faults.push(`asked ${request.url()}`);
    });
    await page.goto(this.url + path);
    return page;
  }

  /** A path of the account that the page opens with. */
  async path(rest = ""): Promise<string> {
    const page = await (
      await fetch(`${this.url}/_emulator/page`, { headers: { Accept: "text/html" } })
    ).text();
    const [, base = ""] = /class="brand"[^]*?href="([^"]*)"/.exec(page) ?? [];
    return base + rest;
  }

  /** Starts another emulator on the port of this one, with the same options. */
  async restart(): Promise<void> {
    this.#wasDown = true;
    await this.emulator.close();
    this.emulator = await this.#start(this.emulator.port);
  }

  /** @returns the answer's status */
  async send(fields: Readonly<Record<string, unknown>> = {}, token = SHOP): Promise<number> {
    const response = await fetch(`${this.url}/v1/sms/send?access_token=${token}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ MobilePhone: RECIPIENT, Message: "Hello", ...fields }),
    });
    await response.arrayBuffer();
    return response.status;
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    await this.emulator.close();
  }
}

async function startInbox(options: StartOptions = {}): Promise<Inbox> {
  const clock = new ManualClock();
  const settings = { ...options.settings, limits: { sameText: null, ...options.settings?.limits } };
  const start = (port: number): Promise<RunningEmulator> =>
    startEmulator({ seed: SEED, clock, ...options, port, settings });
  return new Inbox(await start(0), clock, start);
}

const NO_LIMITS = { settings: { limits: { rate: null, perRecipient: null, sameText: null } } } as const;

/**
 * An inbox on loopback, where nobody has to log in, for one test. Skips the test where there is no browser; what goes
 * wrong in the browser fails it at its end.
 */
export async function inboxFor(context: TestContext, options: StartOptions = {}): Promise<Inbox> {
  skipWithoutBrowser(context);
  const inbox = await startInbox({ ...NO_LIMITS, ...options });
  context.onTestFinished(async () => {
    await inbox.close();
    if (inbox.faults.length > 0) {
      throw new Error(`Expected nothing to go wrong in the browser:\n${inbox.faults.join("\n")}`);
    }
  });
  return inbox;
}

/** Opens the page on an open address, where one has to log in. */
export async function guardedInboxFor(context: TestContext): Promise<Inbox> {
  return await inboxFor(context, { host: "0.0.0.0", controlToken: CONTROL_TOKEN });
}
