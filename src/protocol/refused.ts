/** Bodies of refusals, in the framework's names and order. */

/** Every refusal but a failed validation. Recorded: `fixtures/wire/FRAMEWORK.md` section 5. */
export interface ErrorAnswer {
  readonly name: string;
  readonly message: string;
  readonly code: number;
  readonly status: number;
}

/** One entry of the list a failed validation answers with (422). Recorded: section 8. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}
