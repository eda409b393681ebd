/** An emulator with its store in reach, for tests of what the page is made from. */
import { assemble } from "../../../src/emulator/assemble.ts";
import type { SettingsInput } from "../../../src/emulator/index.ts";
import type { MessageQuery } from "../../../src/emulator/store/types.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { SEED } from "../../support/test-emulator.ts";

export const ORIGIN = "http://127.0.0.1:4280";
export const SHOP = "test_shop";

export class Parts {
  readonly clock = new ManualClock();
  readonly emulator: ReturnType<typeof assemble>;

  constructor({ limits, ...others }: SettingsInput = {}) {
    const settings = { ...others, limits: { sameText: null, ...limits } };
    this.emulator = assemble({ settings, seed: SEED, clock: this.clock }, () => ({ kind: "in-process" }));
  }

  get store() {
    return this.emulator.store;
  }

  /** @returns the answer's status */
  async send(fields: Readonly<Record<string, unknown>>, token = SHOP): Promise<number> {
    const response = await this.emulator.fetch(`${ORIGIN}/v1/sms/send?access_token=${token}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(fields),
    });
    await response.arrayBuffer();
    return response.status;
  }

  /** A page as a browser asks for it. */
  async page(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return await this.emulator.fetch(ORIGIN + path, {
      headers: { Accept: "text/html,application/xhtml+xml", ...headers },
    });
  }

  async html(path: string): Promise<string> {
    return await (await this.page(path)).text();
  }

  /** Address of an account's views. */
  async accountPath(token = SHOP): Promise<string> {
    const page = await this.html(`/`);
    const [path] = /\/_emulator\/page\/a\/[0-9a-f]+/.exec(page) ?? [];
    if (path === undefined) throw new Error(`Expected the page to know ${token}.`);
    return path;
  }

  async all(query: Partial<MessageQuery> = {}) {
    return (await this.store.messages({ limit: 100_000, ...query })).items;
  }
}
