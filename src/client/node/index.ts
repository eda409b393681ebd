/**
 * Parts of the client that need Node: `protexting-toolkit/node`.
 *
 * @example
 * import { fileJournal } from "protexting-toolkit/node";
 */
export type { Journal, JournalEntry } from "../bulk/journal.ts";
export { type FileJournal, fileJournal } from "./file-journal.ts";
