/** Helpers with which the schemas are written: names, descriptions, building at the first use. */
import * as z from "zod";

// Interpreted, not compiled: compiling schemas costs a start more than most runs ever get back. Before the first is made.
z.config({ jitless: true });

/**
 * Describes a schema of its own, in place: `describe` copies it, which costs a start as much as making it. One that is
 * shared needs the copy.
 * @throws Error for a schema that is described already
 */
export function about<T extends z.ZodType>(description: string, schema: T): T {
  if (z.globalRegistry.has(schema)) {
    throw new Error(
      `Failed to describe a schema: "${description}" has a description. Please use describe().`,
    );
  }
  z.globalRegistry.add(schema, { description });
  return schema;
}

/** Names a schema: its TypeScript type and its component of the OpenAPI document have this name. */
export function named<T extends z.ZodType>(id: string, description: string, schema: T): T {
  z.globalRegistry.add(schema, { id, description });
  return schema;
}

/** Defers to the first use: a start pays only for the schemas that it needs. */
export function lazy<T>(build: () => T): () => T {
  let built: T | undefined;
  return () => (built ??= build());
}

/** An object with a name, made at its first use. Unknown keys are refused. */
export function object<Shape extends z.ZodRawShape>(id: string, description: string, shape: () => Shape) {
  return lazy(() => named(id, description, z.strictObject(shape())));
}
