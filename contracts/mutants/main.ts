/**
 * `npm run contracts:mutants`: every mutant against the committed pact. Exit code 1 when others survive than the list
 * of survivors says.
 */
import { PACT_FILE, readPact } from "../pact/pact-file.ts";
import { mutantsOf } from "./mutants.ts";
import { recordAnswers } from "./recorded-answers.ts";
import { sayScore, score } from "./score.ts";
import { knownSurvivors } from "./survivors.ts";

const { interactions } = await readPact(PACT_FILE);
const mutants = mutantsOf(new Set(interactions.map(({ comments }) => comments.endpoint)));
const startedAt = performance.now();
const found = await score(mutants, interactions, await recordAnswers(interactions));
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
const known = knownSurvivors(mutants);
const lines = [
  ...found.survivors.map((id) => `${known.includes(id) ? "survived" : "SURVIVED"}  ${id}`),
  ...known
    .filter((id) => !found.survivors.includes(id))
    .map((id) => `listed as a survivor and killed  ${id}`),
  `${sayScore(found)} in ${seconds} s`,
];
process.stdout.write(`${lines.join("\n")}\n`);
const isAsListed =
  known.length === found.survivors.length && found.survivors.every((id) => known.includes(id));
process.exitCode = isAsListed ? 0 : 1;
