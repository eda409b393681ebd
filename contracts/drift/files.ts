/** Where shapes and variances are kept: in the repository's clone, and nowhere where the package is installed. */
import { fileURLToPath } from "node:url";
import { FROM_SOURCE } from "../assets.ts";

export const SHAPES_FILE = inClone("shapes.json");
export const VARIANCES_FILE = inClone("variances.json");

function inClone(name: string): string | undefined {
  return FROM_SOURCE ? fileURLToPath(new URL(`../../fixtures/live/${name}`, import.meta.url)) : undefined;
}
