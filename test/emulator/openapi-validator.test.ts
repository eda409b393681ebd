/** The OpenAPI document, held by a third party's validator against the official schema of 3.1. */
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { json, TestEmulator } from "../support/test-emulator.ts";

async function verdictOn(document: Record<string, unknown>) {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  return { valid, errors, version: String(validator.version) };
}

describe("the OpenAPI document", () => {
  it("is valid by the official schema of OpenAPI 3.1", async () => {
    const document = json<Record<string, unknown>>(await new TestEmulator().control("GET", "openapi.json"));
    expect(await verdictOn(document)).toEqual({ valid: true, errors: undefined, version: "3.1" });
  });

  it("would not be without a description of each answer", async () => {
    const document = json<{ paths: Record<string, { get: { responses: Record<string, object> } }> }>(
      await new TestEmulator().control("GET", "openapi.json"),
    );
    const { responses } = document.paths["/_emulator/clock"]?.get ?? { responses: {} };
    responses["200"] = {};
    expect(await verdictOn(document)).toMatchObject({ valid: false, version: "3.1" });
  });
});
