/** Output of `protexting emulate`: text for people, or one JSON line per event. It never contains tokens. */
import { visible, visibleJson } from "../shared/visible.ts";
import type { RunningEmulator, StartOptions } from "./start.ts";

type Answered = NonNullable<StartOptions["onAnswer"]>;

export interface Output {
  readonly ready: (emulator: RunningEmulator) => void;
  /** Left out when answers are not logged, since explaining one takes time. */
  readonly answered?: Answered;
  readonly log: (line: string) => void;
  readonly stopping: (signal: string) => void;
}

const silent = (): void => {};

export function outputFor({ json, quiet }: { readonly json: boolean; readonly quiet: boolean }): Output {
  const output = json ? jsonOutput : textOutput;
  if (!quiet) return output;
  const { answered: _, ...rest } = output;
  return { ...rest, stopping: silent };
}

export function announce(emulator: RunningEmulator, output: Output): void {
  output.ready(emulator);
}

const line = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const event = (name: string, rest: Readonly<Record<string, unknown>>): void =>
  line(visibleJson({ event: name, ...rest }));

const jsonOutput: Output = {
  ready: ({ url, seed, controlToken }) =>
    event("ready", { url, seed, ...(controlToken === null ? {} : { controlToken }) }),
  answered: ({ at, method, path, status, decidedBy }) =>
    event("request", { at, method, path, status, decidedBy }),
  log: (message) => event("log", { message }),
  stopping: (signal) => event("stopping", { signal }),
};

/** URL from this machine: an address that means all interfaces cannot be opened in a browser. */
export function ownUrl(url: string): string {
  return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}

const textOutput: Output = {
  ready({ url, seed, settings, controlToken }) {
    const own = ownUrl(url);
    const control = controlToken === null ? "" : `  control  Authorization: Bearer ${controlToken}\n`;
    const tenants =
      settings.tenants.prefix === ""
        ? ""
        : `, or any that starts with ${settings.tenants.prefix} (each its own account)`;
    line(`ProTexting emulator

  address  ${url}
  seed     ${seed}   (--seed ${seed} repeats this run)
  tokens   your_access_token${tenants}; ${settings.account.credits} credits each
${control}
  Send a message:

    curl -X POST "${own}/v1/sms/send?access_token=your_access_token" \\
      -H "Content-Type: application/json" -H "Accept: application/json" \\
      -d '{"MobilePhone":"16465550123","Message":"Hello World!"}'

  See what was sent, and why it was answered so, in a browser: ${own}/
  Stop: Ctrl-C
`);
  },
  answered: ({ method, path, status, decidedBy }) =>
    line(visible(`${status} ${method} ${path}  (${decidedBy})`)),
  log: (message) => {
    process.stderr.write(`${message}\n`);
  },
  stopping: (signal) => line(`${signal}: finishing what is in flight.`),
};
