/** The committed record of what was verified on live. There is one in the repository's clone only. */
import { fileURLToPath } from "node:url";

export const RECORD_FILE = fileURLToPath(new URL("../../fixtures/live/record.json", import.meta.url));
