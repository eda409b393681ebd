/** Services that a command needs of its process. Tests hand in others. */
import type { ProTextingOptions } from "../client/index.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Width, in characters; undefined when it is no terminal. */
  readonly columns?: number | undefined;
}

export type Input = AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean | undefined };

export type Interrupt = "SIGHUP" | "SIGINT" | "SIGTERM" | "closed";

export interface Machine {
  readonly environment: Environment;
  readonly stdin: Input;
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Tells of each signal to end, and of a reader of stdout that has gone, until the returned function is called. */
  readonly onInterrupt: (tell: (why: Interrupt) => void) => () => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  /** Options that the client gets beside those of the command line. */
  readonly clientOptions: Pick<ProTextingOptions, "clock" | "fetch" | "sleep">;
}

const SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

export function thisMachine(): Machine {
  const { env, stdin, stdout, stderr } = process;
  // A reader may go before we do (`| head`); unheard, that would end the process in the middle of a send.
  let closed: () => void = () => undefined;
  stdout.on("error", () => closed());
  stderr.on("error", () => undefined);
  return {
    environment: env,
    stdin,
    stdout,
    stderr,
    onInterrupt(tell) {
      closed = () => tell("closed");
      for (const signal of SIGNALS) process.on(signal, tell);
      return () => {
        closed = () => undefined;
        for (const signal of SIGNALS) process.off(signal, tell);
      };
    },
    exit: (code) => process.exit(code),
    clientOptions: {},
  };
}
