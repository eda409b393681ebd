/** Finds numbers by their first or their last digits without looking at the others. */

/** Numbers that one leaf holds before it is split. */
const LEAF_SIZE = 64;
/** Character code of the digit 0. */
const ZERO = 48;

interface Numbered {
  /** Digits and nothing else. */
  readonly recipient: string;
}

interface Node<T> {
  /** Those that lie here: of a leaf all, of a fork those that end at it. */
  items: T[];
  /** By the next digit; null at a leaf. */
  forks: (Node<T> | undefined)[] | null;
}

export class DigitTrie<T extends Numbered> {
  readonly #root: Node<T> = { items: [], forks: null };
  readonly #fromEnd: boolean;

  /** @param end which end of the numbers it begins at */
  constructor(end: "first" | "last") {
    this.#fromEnd = end === "last";
  }

  add(item: T): void {
    const { node, depth } = this.#descend(item.recipient);
    node.items.push(item);
    if (node.forks === null && node.items.length > LEAF_SIZE) this.#split(node, depth);
  }

  delete(item: T): void {
    const { node } = this.#descend(item.recipient);
    node.items = node.items.filter((other) => other !== item);
  }

  /** Those that begin so, or end so, as many as are wanted. */
  find(digits: string, limit: number): readonly T[] {
    const found: T[] = [];
    let node: Node<T> | undefined = this.#root;
    for (let depth = 0; depth < digits.length && node?.forks; depth++) {
      node = node.forks[this.#digit(digits, depth)];
    }
    if (node !== undefined) this.#collect(node, digits, limit, found);
    return found;
  }

  /** The leaf where a number lies or would lie. */
  #descend(digits: string): { readonly node: Node<T>; readonly depth: number } {
    let node = this.#root;
    let depth = 0;
    while (node.forks !== null && depth < digits.length) {
      node = node.forks[this.#digit(digits, depth)] ??= { items: [], forks: null };
      depth += 1;
    }
    return { node, depth };
  }

  #digit(digits: string, depth: number): number {
    return digits.charCodeAt(this.#fromEnd ? digits.length - 1 - depth : depth) - ZERO;
  }

  #split(node: Node<T>, depth: number): void {
    const forks: (Node<T> | undefined)[] = [];
    const staying: T[] = [];
    for (const item of node.items) {
      if (item.recipient.length === depth) staying.push(item);
      else (forks[this.#digit(item.recipient, depth)] ??= { items: [], forks: null }).items.push(item);
    }
    node.items = staying;
    node.forks = forks;
    // Numbers that are long alike may all go on into one leaf, which is then too large itself.
    for (const leaf of forks)
      if (leaf !== undefined && leaf.items.length > LEAF_SIZE) this.#split(leaf, depth + 1);
  }

  #collect(node: Node<T>, digits: string, limit: number, found: T[]): void {
    for (const item of node.items) {
      if (found.length >= limit) return;
      const { recipient } = item;
      if (this.#fromEnd ? recipient.endsWith(digits) : recipient.startsWith(digits)) found.push(item);
    }
    for (const fork of node.forks ?? []) {
      if (found.length >= limit) return;
      if (fork !== undefined) this.#collect(fork, digits, limit, found);
    }
  }
}
