/**
 * The store's events for subscribers: only the position of a slow one is held. A subscriber that falls behind the
 * events kept gets an event `gap`.
 */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import { encoded, serverSentEvents } from "../http/server-sent-events.ts";
import { pause } from "../runtime/timer.ts";
import type { Store } from "../store/store.ts";
import type { StoreEvent } from "../store/types.ts";
import type { WakeUp } from "../store/wake-up.ts";
import { redactText, redactToken } from "./redact.ts";
import { templateStatusView } from "./template-view.ts";
import { statusView } from "./views.ts";

export interface EventView {
  readonly type: StoreEvent["what"]["type"];
  /** Token, redacted as in the journal. */
  readonly token: string | null;
  /** ISO 8601, by the account's clock. */
  readonly at: string;
  readonly [detail: string]: unknown;
}

export interface EventSource {
  readonly store: Store;
  readonly wakeUp: WakeUp;
  /** Fires when the emulator ends: the stream then ends in order. */
  readonly ending: AbortSignal;
}

const EVENTS_AT_ONCE = 1000;
/** Milliseconds in which events are gathered: under load, a write for each would cost more than a send. */
const GATHERED_MS = 100;

/** @param after id of the last event the subscriber has seen; from now on when left out */
export function eventStream(
  { store, wakeUp, ending }: EventSource,
  token: string | undefined,
  after: number | undefined,
): ReadableStream<Uint8Array> {
  store.listen();
  const { newest: present } = store.eventRange();
  // An id in the future is from another run.
  let cursor = Math.min(after ?? present, present);
  const textOf = eventWriter();
  const shared = sharedBy.get(store) ?? {};
  sharedBy.set(store, shared);
  let hasMore = false;
  return serverSentEvents({
    wakeUp,
    ending,
    opening: "the events of the emulator",
    token,
    next: nextEvents,
    async rest() {
      if (hasMore) return;
      await (shared.gathering ??= pause(GATHERED_MS, ending).finally(() => {
        shared.gathering = undefined;
      }));
    },
  });

  function nextEvents(): Uint8Array | undefined {
    const written = token === undefined ? shared.chunk : undefined;
    if (written?.after === cursor && written.generation === store.generation) {
      cursor = written.to;
      hasMore = cursor < store.eventRange().newest;
      return written.bytes;
    }
    const from = cursor;
    const events = store.events(from, token, EVENTS_AT_ONCE);
    const { oldest, newest } = store.eventRange();
    const gap = from + 1 < oldest ? frame(undefined, "gap", { from: from + 1, to: oldest - 1 }) : "";
    const last = events.at(-1);
    hasMore = events.length === EVENTS_AT_ONCE;
    // Events of other accounts need not be examined again.
    cursor = last === undefined || events.length < EVENTS_AT_ONCE ? Math.max(from, newest) : last.id;
    if (gap === "" && last === undefined) return undefined;
    const bytes = encoded(gap + events.map(textOf).join(""));
    if (token === undefined) shared.chunk = { generation: store.generation, after: from, to: cursor, bytes };
    return bytes;
  }
}

/** Events serialized for one subscriber and reused for all others at the same position. */
interface Chunk {
  readonly generation: number;
  readonly after: number;
  readonly to: number;
  readonly bytes: Uint8Array;
}

/** State shared by the streams of one emulator: fifty wake together, and each would serialize all events again. */
interface Shared {
  /** Newest chunk of the streams over all accounts. */
  chunk?: Chunk;
  /** Pause that ends for all streams at once, so that those at one position stay together. */
  gathering?: Promise<void> | undefined;
}

const sharedBy = new WeakMap<Store, Shared>();

/** Makes a serializer of events that caches the repeated parts. */
function eventWriter(): (event: StoreEvent) => string {
  const statuses = new Map<DeliveryStatusId, string>();
  let last: Pick<StoreEvent, "token" | "at"> | undefined;
  let whenAndWhose = "";

  // A moved clock emits statuses by the ten thousand, which differ in little but the message.
  return function write(event) {
    const { id, token, at, what } = event;
    if (what.type !== "status") return frame(id, what.type, eventView(event));
    if (last === undefined || last.at !== at || last.token !== token) {
      last = { token, at };
      whenAndWhose = JSON.stringify(commonView(event)).slice(1, -1);
    }
    let status = statuses.get(what.status);
    if (status === undefined) statuses.set(what.status, (status = JSON.stringify(statusView(what.status))));
    return `id: ${id}\nevent: status\ndata: {"type":"status",${whenAndWhose},"message":"${what.message}","status":${status}}\n\n`;
  };
}

function frame(id: number | undefined, type: string, data: unknown): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function commonView({ token, at }: StoreEvent) {
  return { token: token === null ? null : redactToken(token), at: isoTime(at) };
}

function eventView(event: StoreEvent): EventView {
  const { what } = event;
  const common = commonView(event);
  switch (what.type) {
    case "message":
      return { type: what.type, ...common, message: what.message };
    case "status":
      return { type: what.type, ...common, message: what.message, status: statusView(what.status) };
    case "template":
      return {
        type: what.type,
        ...common,
        template: what.template,
        status: templateStatusView(what.status),
      };
    case "inbound":
      return { type: what.type, ...common, number: what.number, from: what.from, to: what.to };
    case "opt-out": {
      const { recipient, optedOut, by } = what;
      return { type: what.type, ...common, recipient, optedOut, by };
    }
    case "journal":
      return {
        type: what.type,
        ...common,
        number: what.number,
        path: redactText(what.path, event.token),
        status: what.status,
      };
  }
}
