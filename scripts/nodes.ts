/**
 * `npm run nodes`, and before `npm run test:proofs`: installs the Nodes and other runtimes that the tests run the built
 * package on.
 * Never fails by itself; the tests say what a missing one means.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { messageOf } from "../src/shared/error-text.ts";
import { nodesFolder, pinnedRuntimes } from "./nodes/pinned.ts";

const INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"];

async function missingNodes(): Promise<readonly string[]> {
  return (await pinnedRuntimes()).flatMap(({ missing }) => missing ?? []);
}

if ((await missingNodes()).length > 0) {
  try {
    await promisify(execFile)("npm", INSTALL, { cwd: nodesFolder });
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
  }
  for (const line of await missingNodes()) process.stderr.write(`${line}\n`);
}
