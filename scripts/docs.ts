/** Writes the docs that are made from code: `npm run docs`. A test fails when they are not up to date. */
import { writeFile } from "node:fs/promises";
import { generatedDocs } from "./docs/generated.ts";

for (const { path, text } of generatedDocs()) await writeFile(new URL(`../${path}`, import.meta.url), text);
