/** `npm run build`: writes `dist/`, whole or not at all. */
import { fileURLToPath } from "node:url";
import { messageOf } from "../src/shared/error-text.ts";
import { buildPackage } from "./build/build.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
try {
  await buildPackage(root, `${root}dist`);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
