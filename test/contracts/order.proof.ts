import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { firstDifference } from "../../contracts/consumer/first-difference.ts";
import { generate } from "../../contracts/consumer/generate.ts";
import { exchanges } from "../../contracts/consumer/interactions.ts";
import { PACT_FILE } from "../../contracts/pact/pact-file.ts";

it("the committed pact is the same when it is recorded in reverse order and all at once", async () => {
  const reversed = await generate(exchanges.toReversed());
  expect(firstDifference(await readFile(PACT_FILE, "utf8"), reversed)).toBeUndefined();
});
