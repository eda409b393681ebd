import type { EvidenceId } from "../../protocol/evidence/ledger.ts";

/** What a log may say of an answer: nothing that holds the token. */
export interface AnswerLogEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** Without the token, should it stand there. */
  readonly path: string;
  readonly status: number;
  readonly decidedBy: EvidenceId;
}
