/**
 * `npm run verify:emulator [-- pact] [--json file] [--html file]`: verifies a pact, ours unless another is named, on
 * the emulator and reports. Exit code 1 unless every interaction of it is accounted for and none failed.
 */
import { parseArgs } from "node:util";
import { messageOf } from "../../src/shared/error-text.ts";
import { PACT_FILE } from "../pact/pact-file.ts";
import { terminalReport } from "../report/terminal.ts";
import { writeReports } from "../report/write.ts";
import { verifyEmulator } from "./verify.ts";

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" }, html: { type: "string" } },
  });
  const verification = await verifyEmulator(positionals[0] ?? PACT_FILE);
  process.exitCode = verification.passed ? 0 : 1;
  process.stdout.write(terminalReport(verification));
  await writeReports(verification, values);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
