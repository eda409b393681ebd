/** Proof that answers contrary to a "whole" rule fail the contract. */

import { beforeAll, describe, expect, it } from "vitest";
import { isJson, type RecordedAnswer } from "../../../contracts/mutants/answer.ts";
import { recordAnswers } from "../../../contracts/mutants/recorded-answers.ts";
import { tryAnswers } from "../../../contracts/mutants/try-answers.ts";
import { PACT_FILE, type PactInteraction, readPact } from "../../../contracts/pact/pact-file.ts";
import { whatLiveCanShow } from "../../../contracts/standings/standings.ts";
import { ledgerEntries } from "../../../src/protocol/evidence/ledger.ts";

const LONGEST_MS = 120_000;

type Contrary = (body: string, format: "json" | "xml") => string;

/** The values of `Id` alone: an address of the report holds one as well. */
const ID = /("Id":"|<Id>)([0-9a-f]{40})\b/;
const ids = (change: (found: string) => string): Contrary => {
  return (body) => body.replace(ID, (_all, before: string, found: string) => `${before}${change(found)}`);
};
/** Another name, and none. */
const without = (name: string): readonly Contrary[] => [
  (body) => body.replaceAll(new RegExp(`("|</?)${name}\\b`, "g"), `$1${name.toLowerCase()}`),
  (body, format) =>
    format === "json"
      ? body.replace(new RegExp(`"${name}":("[^"]*"|\\d+),?`), "").replace(/,\}/, "}")
      : body.replace(new RegExp(`<${name}>[^<]*</${name}>`), ""),
];
const inList: Contrary = (body, format) =>
  format === "json"
    ? `[${body}]`
    : body.replace("<response>", "<response><item>").replace("</response>", "</item></response>");

/** For each rule that is shown whole: answers that are contrary to one thing it says. */
const CONTRARY: Readonly<Record<string, readonly Contrary[]>> = {
  "credits.answer": [...without("AvailableCredits"), inList],
  "send.answer": [...without("Id"), ...without("DeliveryReportUrl"), ...without("Message"), inList],
  "send.id": [
    ids((found) => found.toUpperCase().replaceAll(/\d/g, "A")),
    ids((found) => found.slice(1)),
    ids((found) => `${found}0`),
    ids((found) => `g${found.slice(1)}`),
  ],
};

let interactions: readonly PactInteraction[] = [];
let answers: ReadonlyMap<string, RecordedAnswer> = new Map();
beforeAll(async () => {
  ({ interactions } = await readPact(PACT_FILE));
  answers = await recordAnswers(interactions);
}, LONGEST_MS);

function restingOn(rule: string): readonly PactInteraction[] {
  return interactions.filter(({ comments }) => comments["rests-on"].some((one) => one.id === rule));
}

describe("what live can show", () => {
  it("takes a rule that nobody has looked at for one that is shown in part", () => {
    expect(whatLiveCanShow("never.heard-of")).toBe("in part");
  });

  it("calls a rule whole only where answers contrary to it were made", () => {
    const whole = ledgerEntries().flatMap(({ id, shows }) => (shows === "whole" ? [id] : []));
    expect(whole.sort()).toEqual(Object.keys(CONTRARY).sort());
  });
});

it.each(Object.entries(CONTRARY))(
  "whatever is contrary to %s fails every interaction that rests on it",
  async (rule, contraries) => {
    const trials = restingOn(rule).flatMap((interaction) => {
      const answer = answers.get(interaction.description) ?? { status: 0, headers: [], body: "" };
      const format = isJson(answer) ? "json" : "xml";
      return contraries.map((change) => ({
        interaction,
        answer: { ...answer, body: change(answer.body, format) },
        isChanged: change(answer.body, format) !== answer.body,
      }));
    });
    expect(trials.filter(({ isChanged }) => !isChanged)).toEqual([]);
    const results = await tryAnswers(trials);
    const passed = trials.filter((_trial, index) => results[index]?.passed === true);
    expect(passed.map(({ interaction, answer }) => [interaction.description, answer.body])).toEqual([]);
  },
  LONGEST_MS,
);
