/** JSON Schema of the schemas: for editors, for the OpenAPI document, and for the TypeScript types. */
import * as z from "zod";

export interface JsonSchema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | false;
}

export interface Definitions {
  readonly schema: JsonSchema;
  /** Schemas with a name, which others refer to by it. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

/**
 * @param io whether the value is one that people write, with parts left out that have a default, or one that is read
 * @param place where the schemas with a name are, for those that refer to them
 */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output", place = "#/$defs/"): Definitions {
  // Wrapped, so that a schema with a name becomes a reference itself.
  const made = z.toJSONSchema(z.strictObject({ schema }), { io, unrepresentable: "any" });
  const { properties, $defs = {} }: { readonly properties?: object; readonly $defs?: object } = made;
  return JSON.parse(
    JSON.stringify({ ...properties, definitions: $defs }).replaceAll('"$ref":"#/$defs/', `"$ref":"${place}`),
  );
}
