/** Live standings of the ledger's rules, from the committed record. */
import { existsSync, readFileSync } from "node:fs";
import { fingerprint, parseRecord, placeText } from "../../contracts/standings/record.ts";
import { standingsOf } from "../../contracts/standings/standings.ts";
import type { LiveStanding } from "../../src/protocol/evidence/live.ts";

const NAME = "fixtures/live/record.json";
const RECORD = new URL(`../../${NAME}`, import.meta.url);
/** Origin of the vendor's own API; a stand-in's answers say nothing about it. */
const LIVE = "https://api2.protexting.com";

/** Standings made anew from what was seen, so that a rule that has changed since has none. */
export function liveStandings(): Readonly<Record<string, LiveStanding>> {
  return existsSync(RECORD) ? standingsIn(readFileSync(RECORD, "utf8")) : {};
}

/** @throws Error when the record is not of the vendor's own API as name servers know it, or is no record */
export function standingsIn(text: string): Readonly<Record<string, LiveStanding>> {
  const { target, pinned, interactions } = parseRecord(text, NAME);
  if (new URL(target).origin !== LIVE || pinned !== undefined) {
    throw new Error(
      `Failed to read the record: it is of ${placeText({ target, pinned })}. Please commit only what ${LIVE} answered.`,
    );
  }
  return standingsOf(interactions, fingerprint);
}
