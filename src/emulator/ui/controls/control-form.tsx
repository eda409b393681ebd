/** A control as a form: works without script, shows problems beside the field, and shows the call as curl. */
import type { Problem } from "../../control/problem.ts";
import type { ViewRequest } from "../route.ts";
import { CSRF_FIELD } from "../session/csrf.ts";
import { CONFIRM_FIELD, type Control, controlPath, ONLY_CURL, ONLY_FIELD, wasUsed } from "./control.ts";
import { curlOfRequest } from "./curl.ts";
import { type Field, FieldView } from "./field.tsx";
import type { SubmittedForm } from "./submitted-form.ts";

interface ControlFormProps {
  readonly visit: ViewRequest;
  readonly control: Control;
  readonly button: string;
  readonly fields?: readonly Field[];
  /** Object it acts on, in hidden fields. */
  readonly subject?: Readonly<Record<string, string>>;
  /** Suffix that distinguishes its forms on one page. */
  readonly of?: string;
  readonly look?: "" | "quiet" | "danger";
}

const NO_FIELDS: readonly Field[] = [];
const NO_SUBJECT: Readonly<Record<string, string>> = {};

export function ControlForm(props: ControlFormProps) {
  const { visit, control, button, fields = NO_FIELDS, subject = NO_SUBJECT, of, look = "" } = props;
  const id = `lever-${control.id}${of === undefined ? "" : `-${of}`}`;
  const submitted = submittedTo(visit, control, subject);
  const problem = submitted?.problem;
  const valueOf = ({ name, initial = "" }: Field): string => submitted?.values.get(name) ?? initial;
  const isUnconfirmed = problemsOf(problem, CONFIRM_FIELD).length > 0;
  const hasFile = fields.some(({ kind }) => kind === "file");
  const rare = fields.filter((field) => field.rare === true);
  const view = (field: Field) => (
    <FieldView form={id} field={field} value={valueOf(field)} problems={problemsOf(problem, field.name)} />
  );
  return (
    <form
      id={id}
      class="lever"
      method="post"
      action={controlPath(visit, control)}
      enctype={hasFile ? "multipart/form-data" : undefined}
      hx-boost="false"
    >
      <input type="hidden" name={CSRF_FIELD} value={visit.csrf} />
      {Object.entries(subject).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {problem !== undefined && <Unplaced problem={problem} fields={fields} />}
      {wasUsed(visit, control) && of === undefined && (
        <p class="note done" role="status">
          <span aria-hidden="true">✓</span> {control.done}
        </p>
      )}
      <div class="fields">{fields.filter((field) => field.rare !== true).map(view)}</div>
      {rare.length > 0 && (
        <details id={`${id}-rare`} class="rare" open={rare.some((field) => isTouched(field, submitted))}>
          <summary>More</summary>
          <div class="fields">{rare.map(view)}</div>
        </details>
      )}
      {control.confirm !== undefined && (
        <Confirm form={id} words={control.confirm} isMissing={isUnconfirmed} />
      )}
      <div class="lever-foot">
        <button type="submit" class={look}>
          {button}
        </button>
        <Curl
          id={`${id}-curl`}
          curl={curlOfRequest(visit, control.request(filled(fields, subject, submitted?.values), visit))}
          isOpen={submitted !== undefined && problem === undefined}
          follows={fields.length > 0 && !hasFile}
        />
      </div>
    </form>
  );
}

function submittedTo(
  { submitted }: ViewRequest,
  control: Control,
  subject: Readonly<Record<string, string>>,
): SubmittedForm | undefined {
  if (submitted === undefined || submitted.control !== control.id) return undefined;
  const isOfThis = Object.entries(subject).every(([name, value]) => submitted.values.get(name) === value);
  return isOfThis ? submitted : undefined;
}

/** True when its value was changed or has a problem. */
function isTouched({ name, initial = "" }: Field, submitted: SubmittedForm | undefined): boolean {
  if (submitted === undefined) return false;
  return (submitted.values.get(name) ?? "") !== initial || problemsOf(submitted.problem, name).length > 0;
}

/** Values that the form would send, with an example for each empty field. */
function filled(
  fields: readonly Field[],
  subject: Readonly<Record<string, string>>,
  typed: URLSearchParams | undefined,
): URLSearchParams {
  const values = new URLSearchParams(subject);
  for (const { name, initial = "", example = "" } of fields) {
    const value = typed?.get(name) ?? initial;
    values.set(name, value === "" && typed === undefined ? example : value);
  }
  return values;
}

/** Problems of a field, or of a part of it. */
function problemsOf(problem: Problem | undefined, name: string): readonly string[] {
  const errors = problem?.errors ?? [];
  return errors.filter(({ field }) => isWithin(field, name)).map(({ message }) => message);
}

function isWithin(field: string, name: string): boolean {
  return field === name || field.startsWith(`${name}.`);
}

/** Problems that belong to no visible field. */
function Unplaced({ problem, fields }: { readonly problem: Problem; readonly fields: readonly Field[] }) {
  const names = [CONFIRM_FIELD, ...fields.map(({ name }) => name)];
  const errors = problem.errors ?? [];
  const unplaced = errors.filter(({ field }) => !names.some((name) => isWithin(field, name)));
  if (errors.length > 0 && unplaced.length === 0) return null;
  return (
    <p class="note problem" role="alert">
      <bdi>
        {errors.length === 0
          ? problem.detail
          : unplaced.map((error) => `${error.field}: ${error.message}`).join("; ")}
      </bdi>
    </p>
  );
}

interface ConfirmProps {
  readonly form: string;
  readonly words: string;
  readonly isMissing: boolean;
}

function Confirm({ form, words, isMissing }: ConfirmProps) {
  const id = `${form}-${CONFIRM_FIELD}`;
  return (
    <div class="field sure">
      <input
        id={id}
        type="checkbox"
        name={CONFIRM_FIELD}
        value="yes"
        aria-describedby={isMissing ? `${id}-problem` : undefined}
        aria-invalid={isMissing ? "true" : undefined}
      />
      <label for={id}>{words}</label>
      {isMissing && (
        <p id={`${id}-problem`} class="error" role="alert">
          Please tick this first: it cannot be taken back.
        </p>
      )}
    </div>
  );
}

interface CurlProps {
  readonly id: string;
  readonly curl: string;
  readonly isOpen: boolean;
  /** True when it can be made from the typed values. */
  readonly follows: boolean;
}

function Curl({ id, curl, isOpen, follows }: CurlProps) {
  return (
    <details id={id} class="curl" open={isOpen}>
      <summary>The same with curl</summary>
      <pre class="raw" tabindex={0} role="group" aria-label="curl command">
        {curl}
      </pre>
      {follows && (
        <button type="submit" class="quiet small" name={ONLY_FIELD} value={ONLY_CURL}>
          Write it with what I have typed
        </button>
      )}
    </details>
  );
}
