/** `npm run verify:emulator`: a line for each interaction, then the counts. Exit code 1 unless all are verified. */
import { PACT_FILE } from "../pact-file.ts";
import { type Verification, verifyEmulator } from "./verify.ts";

function linesOf({ verdicts, problems }: Verification): readonly string[] {
  return [
    ...verdicts.flatMap(({ description, verified, problems: wrong }) => [
      `${verified ? "verified" : "FAILED  "}  ${description}`,
      ...wrong.map((problem) => `          ${problem}`),
    ]),
    ...problems,
  ];
}

const [pactFile = PACT_FILE] = process.argv.slice(2);
const startedAt = performance.now();
try {
  const verification = await verifyEmulator(pactFile);
  const { passed, verdicts } = verification;
  const verified = verdicts.filter((verdict) => verdict.verified).length;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const counts = `${verified} verified, ${verdicts.length - verified} failed of ${verdicts.length} interactions in ${seconds} s`;
  process.stdout.write(`${[...linesOf(verification), "", counts].join("\n")}\n`);
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
