/** The items, one at a time. */

import { send } from "../../protocol/api/sms.ts";
import { digestOf } from "../digest.ts";
import type { RecipientOf } from "../options/allow-recipients.ts";
import { type Asks, copyParams } from "../options/params.ts";
import type { Outgoing } from "./send-one.ts";
import type { BulkItem } from "./types.ts";

const itemAsks: Asks<BulkItem> = { ...send.asks, key: "" };

/** Begins keys that are positions. */
export const POSITION = "#";

export type Items = Iterable<BulkItem> | AsyncIterable<BulkItem>;

/** Number of items, where that is known without reading them. */
export function countOf(items: Items): number | undefined {
  const length: unknown = Reflect.get(items, "length") ?? Reflect.get(items, "size");
  return typeof length === "number" ? length : undefined;
}

export class Source {
  readonly #iterator: Iterator<BulkItem> | AsyncIterator<BulkItem>;
  /** Positions of the keys that were given; keys that are positions cannot be twice in a list. */
  readonly #positions = new Map<string, number>();
  readonly #recipientOf: RecipientOf;
  #index = 0;

  constructor(items: Items, recipientOf: RecipientOf) {
    this.#recipientOf = recipientOf;
    this.#iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  }

  /**
   * @param over fires when the run no longer waits for the items
   * @returns undefined when there are no more
   * @throws Error for an item that is none, and anything that the items themselves throw
   */
  async next(over: AbortSignal): Promise<Outgoing | undefined> {
    const step = await unlessOver(this.#iterator.next(), over);
    return step === undefined || step.done ? undefined : this.#read(step.value);
  }

  /** Tells the items that no more will be read. */
  close(): void {
    const end = async (): Promise<unknown> => this.#iterator.return?.();
    end().catch(() => undefined);
  }

  #read(item: BulkItem): Outgoing {
    const index = this.#index++;
    if (typeof item !== "object" || item === null) {
      throw new TypeError(`item ${index} is no message (${item === null ? "null" : typeof item})`);
    }
    // A copy: the caller may use the object again for the next one.
    const { key = `${POSITION}${index}`, ...params } = copyParams(item, itemAsks);
    if (key !== `${POSITION}${index}`) this.#checkKey(key, index);
    const recipient = this.#recipientOf(params.mobilePhone) ?? "";
    return { key, index, recipient, digest: digestOfItem(recipient, params), params };
  }

  #checkKey(key: unknown, index: number): void {
    if (typeof key !== "string" || key === "" || key.startsWith(POSITION)) {
      throw new TypeError(
        `the key of item ${index} is none (${JSON.stringify(key)}); it may not begin with "#"`,
      );
    }
    const earlier = this.#positions.get(key);
    if (earlier !== undefined) {
      throw new TypeError(`items ${earlier} and ${index} have one key (${JSON.stringify(key)})`);
    }
    this.#positions.set(key, index);
  }
}

/** Digest of a recipient and its content, by which a journal notices another list. */
function digestOfItem(recipient: string, params: BulkItem): string {
  const { message, sendFrom, mmsTemplateId, subject, mmsHighResolution, mmsResend } = params;
  return digestOf(recipient, message, sendFrom, mmsTemplateId, subject, mmsHighResolution, mmsResend);
}

/** @returns undefined when the signal fires first */
async function unlessOver<T>(step: T | PromiseLike<T>, over: AbortSignal): Promise<T | undefined> {
  let leave: () => void = () => undefined;
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      leave = () => resolve(undefined);
      over.addEventListener("abort", leave);
      Promise.resolve(step).then(resolve, reject);
    });
  } finally {
    over.removeEventListener("abort", leave);
  }
}
