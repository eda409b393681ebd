/** A reader of a stream of events. */
import { expect, onTestFinished } from "vitest";
import { START } from "../support/manual-clock.ts";
import { TestEmulator } from "../support/test-emulator.ts";

export interface Frame {
  readonly id: number | undefined;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads a stream of events piece by piece. */
export class Reader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #frames: Frame[] = [];
  #text = "";

  constructor(body: ReadableStream<Uint8Array> | null) {
    if (body === null) throw new Error("Expected a stream.");
    this.#reader = body.getReader();
    onTestFinished(() => this.leave());
  }

  /** Reads what a stream opens with. */
  async opened(): Promise<this> {
    await this.#reader.read();
    return this;
  }

  /** The next event; undefined at the end of the stream. */
  async next(): Promise<Frame | undefined> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      const pieces = (this.#text + new TextDecoder().decode(value)).split("\n\n");
      this.#text = pieces.pop() ?? "";
      for (const piece of pieces) if (!piece.startsWith(":")) this.#frames.push(frameOf(piece));
    }
  }

  async take(count: number): Promise<readonly (Frame | undefined)[]> {
    const taken: (Frame | undefined)[] = [];
    for (let index = 0; index < count; index++) taken.push(await this.next());
    return taken;
  }

  async leave(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }
}

function frameOf(piece: string): Frame {
  const fields = new Map(
    piece.split("\n").map((line) => {
      const colon = line.indexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
  const id = fields.get("id");
  return {
    id: id === undefined ? undefined : Number(id),
    event: fields.get("event") ?? "",
    data: JSON.parse(fields.get("data") ?? "null"),
  };
}

/** Summary of a frame: `status 2 at 3000` counts milliseconds from the start. */
export function told(frame: Frame | undefined): string {
  if (frame === undefined) return "the end";
  const { at, status, path, from, to } = frame.data;
  if (frame.event === "gap") return `gap ${from}-${to}`;
  const after = Date.parse(String(at)) - START;
  if (frame.event === "journal") return `journal ${path} ${status} at ${after}`;
  const id = typeof status === "object" && status !== null && "id" in status ? ` ${status.id}` : "";
  return `${frame.event}${id} at ${after}`;
}

export async function listen(
  emulator: TestEmulator,
  query = "",
  headers: Record<string, string> = {},
): Promise<Reader> {
  const answer = await emulator.emulator.fetch(`http://localhost/_emulator/events${query}`, { headers });
  expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "text/event-stream"]);
  return new Reader(answer.body);
}
