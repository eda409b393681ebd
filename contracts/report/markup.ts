/** HTML in which nothing that was put in can become markup. */
import { plain } from "./plain.ts";

/** Text that is HTML already; only `html` makes it. */
class Markup {
  readonly #text: string;

  constructor(strings: readonly string[], values: readonly MarkupValue[]) {
    this.#text = strings.map((string, index) => string + written(values[index] ?? "")).join("");
  }

  toString(): string {
    return this.#text;
  }
}

export type { Markup };

export type MarkupValue = string | number | Markup | readonly Markup[];

/**
 * A template whose values are escaped, for text and for attributes in double quotes. What cannot be seen in them is
 * spelled out.
 */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(strings, values);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function written(value: MarkupValue): string {
  if (value instanceof Markup) return value.toString();
  if (typeof value === "object") return value.map(String).join("");
  return plain(String(value)).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
