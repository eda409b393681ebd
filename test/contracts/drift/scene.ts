/** An emulator and what stands for live, asked the same. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type Drift, findDrift } from "../../../contracts/drift/drift.ts";
import { type Recorded, readRecorded } from "../../../contracts/drift/recorded.ts";
import { type RunningEmulator, startEmulator } from "../../../src/emulator/index.ts";
import { type Seen, type StandInOptions, startStandIn, TOKEN } from "../live/stand-in.ts";

/** When the runs begin, unless a day is given. */
export const NOON = "2026-01-15T12:00:00.000Z";

/** More calls than the stand-in would be asked in a minute of its own. */
const roomy = { limits: { rate: { limit: 1000, windowSeconds: 60 } } } as const;

export interface LiveCase extends StandInOptions {
  /** Taken for this stand-in's own, whichever port another had. */
  readonly shapes?: Recorded | undefined;
  readonly variances?: unknown;
  readonly record?: boolean;
  readonly day?: string;
  readonly token?: string;
}

export interface LiveRun {
  readonly drift: Drift;
  readonly seen: readonly Seen[];
  /** When each of these arrived, by the clock of the run, in milliseconds since 1970. */
  readonly arrivals: readonly number[];
  /** Record as the run left it; undefined when there is none. */
  readonly recorded: Recorded | undefined;
  readonly shapesFile: string;
}

export interface Scene {
  readonly emulator: () => RunningEmulator;
  /** A path for a file that is not there yet. */
  readonly file: (name: string) => string;
  readonly againstLive: (options?: LiveCase) => Promise<LiveRun>;
}

/** A clock of its own, by which nothing takes time. */
export function instantly() {
  let at = Date.parse(NOON);
  return {
    now: () => at,
    sleep: async (milliseconds: number) => {
      at += milliseconds;
    },
  };
}

/** Places in the answers at which they differ. */
export function placesOf({ differences }: Pick<Drift, "differences">): readonly string[] {
  return [...new Set(differences.map(({ where }) => where))].sort();
}

/** For a whole test file. */
export function setScene(): Scene {
  let emulator: RunningEmulator | undefined;
  let folder = "";
  beforeAll(async () => {
    emulator = await startEmulator({ port: 0 });
    folder = await mkdtemp(join(tmpdir(), "drift-"));
  });
  afterAll(async () => {
    await emulator?.close();
    await rm(folder, { recursive: true });
  });
  const file = (name: string) => join(folder, name);
  const running = () => {
    if (emulator === undefined) throw new Error("It is not running.");
    return emulator;
  };

  async function againstLive(options: LiveCase = {}): Promise<LiveRun> {
    const {
      shapes,
      variances,
      record = false,
      day = "2026-01-15",
      token = TOKEN,
      mischief,
      settings,
    } = options;
    const time = instantly();
    const arrivals: number[] = [];
    await using live = await startStandIn({
      settings: { ...roomy, ...settings },
      mischief(...request) {
        arrivals.push(time.now());
        return mischief?.(...request) ?? false;
      },
    });
    await live.emulator.plant({
      accounts: [
        { token: TOKEN, numbers: ["82257"], messages: [{ to: "16465550123", text: "Hello World!" }] },
      ],
    });
    const [shapesFile, variancesFile] = [file("shapes.json"), file("variances.json")];
    await put(shapesFile, shapes === undefined ? undefined : { ...shapes, target: live.url });
    await put(variancesFile, variances);
    const drift = await findDrift({
      a: running().url,
      b: live.url,
      live: { token, resolve: [live.resolve], time },
      shapesFile,
      variancesFile,
      record,
      now: () => new Date(`${day}T12:00:00Z`),
    });
    return { drift, seen: live.seen, arrivals, recorded: await readRecorded(shapesFile), shapesFile };
  }

  return { emulator: running, file, againstLive };
}

async function put(file: string, content: unknown): Promise<void> {
  await rm(file, { force: true });
  if (content !== undefined) await writeFile(file, JSON.stringify(content));
}

/** Renames a field of the balance. */
export const renamed: StandInOptions = {
  mischief: ({ url, headers }, response) => {
    if (!url.startsWith("/v1/credits/balance") || headers.accept !== "application/json") return false;
    if (!url.includes("live_")) return false;
    response.writeHead(200, { "Content-Type": "application/json; charset=UTF-8" }).end('{"Credits":1000}');
    return true;
  },
};
