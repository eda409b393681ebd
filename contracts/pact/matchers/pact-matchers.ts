/**
 * Pact's matchers as the data they are, and what its `XmlBuilder` makes. Written here, so that the vendor's shapes can
 * be had without Pact installed: it weighs 46 MB, and not every program that imports them verifies.
 */

/** "Like this example", as Pact has it in templates of headers and bodies. */
export interface PactMatcher<Example> {
  readonly "pact:matcher:type": string;
  readonly value: Example;
}

export interface PactRegex extends PactMatcher<string> {
  readonly regex: string;
}

/** @param pattern matches the whole value; a regular expression without look-around, since Rust reads it */
export function regex(pattern: string, example: string): PactRegex {
  return { "pact:matcher:type": "regex", regex: pattern, value: example };
}

/** Any whole number. */
export function integer(example: number): PactMatcher<number> {
  return { "pact:matcher:type": "integer", value: example };
}

type PactXmlNode =
  | { readonly name: string; readonly children: readonly PactXmlNode[]; readonly attributes?: object }
  | { readonly content: string; readonly matcher?: PactRegex };

/** An element with children in their order, or with a text unless that is empty. */
export function xmlElement(name: string, inside: string | PactRegex | readonly PactXmlNode[]): PactXmlNode {
  return { name, children: isNodes(inside) ? inside : xmlText(inside), attributes: {} };
}

function xmlText(content: string | PactRegex): readonly PactXmlNode[] {
  if (content === "") return [];
  return typeof content === "string" ? [{ content }] : [{ content: content.value, matcher: content }];
}

/** Argument for the `xmlBody` of Pact's builders. */
export function xmlDocument(root: string, children: readonly PactXmlNode[]): string {
  return JSON.stringify({ root: { name: root, children } });
}

function isNodes(inside: string | PactRegex | readonly PactXmlNode[]): inside is readonly PactXmlNode[] {
  return Array.isArray(inside);
}
