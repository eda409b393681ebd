/**
 * Contracts of your own against ProTexting's API v2: the vendor's shapes as Pact matchers, provider states, and
 * verification, on the emulator and guarded on the live API. Needs `@pact-foundation/pact`, which you install yourself, to verify; the matchers and
 * states load without it.
 */
export { PACT_FILE } from "./assets.ts";
export { type RunningStates, serveProviderStates } from "./own/serve-states.ts";
export {
  type StateHandler,
  type StateTarget,
  type StateValues,
  stateHandlers,
  stateNames,
} from "./own/state-handlers.ts";
export { type EmulatorVerification, type OwnState, verifyOnEmulator } from "./own/verify-on-emulator.ts";
export {
  type LiveOutcome,
  type LiveSpending,
  type LiveVerification,
  verifyLive,
} from "./own/verify-on-live.ts";
export type { PactMatcher, PactRegex } from "./pact/matchers/pact-matchers.ts";
export {
  type AnswerBuilder,
  type AnswerOptions,
  answers,
  type ExpectedAnswer,
  type FieldFailure,
  type ListPage,
  type RefusalReason,
  type Row,
  type RowValue,
} from "./pact/matchers/vendor-answers.ts";
export { forms, type ValueForm } from "./pact/matchers/vendor-forms.ts";
export type { Mismatch, Outcome, Verdict, Verification } from "./pact/verification/verdict.ts";
