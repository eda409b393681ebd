import type { EvidenceId } from "../../protocol/evidence/ledger.ts";

/** Log entry of an answer; nothing in it contains the token. */
export interface AnswerLogEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** Path with any token redacted. */
  readonly path: string;
  readonly status: number;
  readonly decidedBy: EvidenceId;
}
