/** A reader without script: loads a view, fills in a form of it and sends it, as a browser would. */
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { type RunningEmulator, type StartOptions, startEmulator } from "../../../src/emulator/index.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { SEED } from "../../support/test-emulator.ts";

export const SHOP = "test_shop";
const run = promisify(execFile);
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

export interface Answer {
  readonly status: number;
  /** Target of a redirect; null for a page. */
  readonly location: string | null;
  readonly html: string;
}

export class Reader {
  readonly clock: ManualClock;
  readonly emulator: RunningEmulator;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(emulator: RunningEmulator, clock: ManualClock, headers: Readonly<Record<string, string>> = {}) {
    this.emulator = emulator;
    this.clock = clock;
    this.#headers = headers;
  }

  get url(): string {
    return this.emulator.url.replace("0.0.0.0", "127.0.0.1");
  }

  /** @returns the answer of the vendor's API */
  async call(path: string, fields: Readonly<Record<string, unknown>>, token = SHOP): Promise<unknown> {
    const response = await fetch(`${this.url}${path}?access_token=${token}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(fields),
    });
    return await response.json();
  }

  async send(fields: Readonly<Record<string, unknown>> = {}, token = SHOP): Promise<unknown> {
    return await this.call(
      "/v1/sms/send",
      { MobilePhone: "16465550150", Message: "Hello", ...fields },
      token,
    );
  }

  async get(path: string): Promise<Answer> {
    return await this.#asked(path, {});
  }

  /** Address of a view of the account that was used last. */
  async view(path: string): Promise<string> {
    const { html } = await this.get("/");
    const [base] = /\/_emulator\/page\/a\/[0-9a-f]+/.exec(html) ?? [];
    if (base === undefined) throw new Error("Expected the page to name an account.");
    return base + path;
  }

  /** @param id of the form on the view */
  async sendForm(path: string, id: string, typed: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const form = formOf((await this.get(path)).html, id);
    const fields = new URLSearchParams({ ...form.fields, ...typed });
    if (!form.isMultipart) return await this.#asked(form.action, { method: "POST", body: fields });
    const body = new FormData();
    for (const [name, value] of fields) {
      body.append(name, name === form.file ? new File([value], "state.json") : value);
    }
    return await this.#asked(form.action, { method: "POST", body });
  }

  async #asked(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.url + path, {
      ...init,
      redirect: "manual",
      headers: { Accept: "text/html", ...this.#headers },
    });
    const html = await response.text();
    return { status: response.status, location: response.headers.get("location"), html };
  }
}

/** An emulator with an account, for one test. Two of them are alike. */
export async function readerFor(
  options: StartOptions = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Reader> {
  const clock = new ManualClock();
  const settings = { ...options.settings, limits: { sameText: null, ...options.settings?.limits } };
  const emulator = await startEmulator({ port: 0, seed: SEED, clock, ...options, settings });
  onTestFinished(() => emulator.close());
  return new Reader(emulator, clock, headers);
}

export interface Form {
  readonly action: string;
  /** Fields that it sends when the user types nothing. */
  readonly fields: Readonly<Record<string, string>>;
  readonly isMultipart: boolean;
  /** Name of the field that takes a file. */
  readonly file: string | undefined;
  readonly markup: string;
}

export function formOf(html: string, id: string): Form {
  const [markup] = new RegExp(`<form id="${id}"[^]*?</form>`).exec(html) ?? [];
  if (markup === undefined) throw new Error(`Expected a form ${id} in the page.`);
  const fields: Record<string, string> = {};
  let file: string | undefined;
  for (const [input] of markup.matchAll(/<input[^>]*>/g)) {
    const name = attribute(input, "name") ?? "";
    const type = attribute(input, "type");
    if (type === "file") file = name;
    if (type !== "checkbox") fields[name] = attribute(input, "value") ?? "";
  }
  for (const [, tag = "", inner = ""] of markup.matchAll(/<select([^>]*)>([^]*?)<\/select>/g)) {
    const options = [...inner.matchAll(/<option[^>]*>/g)].map(([option]) => option);
    const chosen = options.find((option) => / selected/.test(option)) ?? options[0] ?? "";
    fields[attribute(tag, "name") ?? ""] = attribute(chosen, "value") ?? "";
  }
  for (const [, tag = "", inner = ""] of markup.matchAll(/<textarea([^>]*)>([^]*?)<\/textarea>/g)) {
    fields[attribute(tag, "name") ?? ""] = plain(inner);
  }
  return {
    action: attribute(markup, "action") ?? "",
    fields,
    isMultipart: attribute(markup, "enctype") === "multipart/form-data",
    file,
    markup,
  };
}

/** The command that a form shows. */
export function curlIn(markup: string): string {
  const [, command] = /<pre class="raw"[^>]*>([^]*?)<\/pre>/.exec(markup) ?? [];
  if (command === undefined) throw new Error("Expected a curl command in the form.");
  return plain(command);
}

/** Runs it as a shell would when it is pasted. */
export async function paste(
  command: string,
  env: Readonly<Record<string, string>> = {},
  cwd = "/",
): Promise<string> {
  if (!hasCurl) {
    throw new Error("Failed to run a command: this machine has no curl. Please run: apt-get install curl.");
  }
  const { stdout } = await run("sh", ["-c", `${command.replace(/^curl /, "curl -sS --fail-with-body ")}`], {
    env: { ...process.env, ...env },
    cwd,
  });
  return stdout;
}

function attribute(tag: string, name: string): string | undefined {
  const [, value] = new RegExp(` ${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : plain(value);
}

/** Markup as the text it stands for. */
export function plain(markup: string): string {
  return markup
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
