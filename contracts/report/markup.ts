/** HTML in which nothing that was put in can become markup. */
import { html as template } from "hono/html";
import { visible } from "../../src/shared/visible.ts";

export type Markup = ReturnType<typeof template>;

export type MarkupValue = string | number | Markup | readonly Markup[];

/**
 * A template whose values are escaped, for text and for attributes in double quotes. What cannot be seen in them is
 * spelled out.
 */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return template(strings, ...values.map((value) => (typeof value === "string" ? visible(value) : value)));
}
