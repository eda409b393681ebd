import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { PACT_FILE, parsePact } from "../../../contracts/pact/pact-file.ts";
import { writeParts } from "../../../contracts/pact/verification/parts.ts";

it("a pact in parts has the same interactions in the same order, each part of them with all the rest", async () => {
  const folder = await mkdtemp(join(tmpdir(), "parts-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const text = await readFile(PACT_FILE, "utf8");
  const parts: unknown[] = [];
  for (const file of await writeParts(text, folder)) parts.push(JSON.parse(await readFile(file, "utf8")));
  const { interactions, ...rest } = parsePact(text);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.flatMap((part) => parsePact(JSON.stringify(part)).interactions)).toEqual(interactions);
  for (const part of parts) expect(part).toMatchObject(rest);
});
