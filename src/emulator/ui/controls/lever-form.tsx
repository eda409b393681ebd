/** A control as a form: works without script, shows problems beside the field, and shows the call as curl. */
import type { Problem } from "../../control/problem.ts";
import type { ViewRequest } from "../route.ts";
import { CSRF_FIELD } from "../session/csrf.ts";
import { type Control, controlPath, ONLY_CURL, ONLY_FIELD, SURE_FIELD, wasPulled } from "./control.ts";
import { curlOfWish } from "./curl.ts";
import type { SubmittedForm } from "./draft.ts";
import { type Field, FieldView } from "./field.tsx";

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
  const draft = draftOf(visit, control, subject);
  const problem = draft?.problem;
  const valueOf = ({ name, initial = "" }: Field): string => draft?.values.get(name) ?? initial;
  const isUnsure = problemsOf(problem, SURE_FIELD).length > 0;
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
      {wasPulled(visit, control) && of === undefined && (
        <p class="note done" role="status">
          <span aria-hidden="true">✓</span> {control.done}
        </p>
      )}
      <div class="fields">{fields.filter((field) => field.rare !== true).map(view)}</div>
      {rare.length > 0 && (
        <details id={`${id}-rare`} class="rare" open={rare.some((field) => isTouched(field, draft))}>
          <summary>More</summary>
          <div class="fields">{rare.map(view)}</div>
        </details>
      )}
      {control.sure !== undefined && <Sure form={id} words={control.sure} isMissing={isUnsure} />}
      <div class="lever-foot">
        <button type="submit" class={look}>
          {button}
        </button>
        <Curl
          id={`${id}-curl`}
          curl={curlOfWish(visit, control.wish(filled(fields, subject, draft?.values), visit))}
          isOpen={draft !== undefined && problem === undefined}
          follows={fields.length > 0 && !hasFile}
        />
      </div>
    </form>
  );
}

function draftOf(
  { draft }: ViewRequest,
  control: Control,
  subject: Readonly<Record<string, string>>,
): SubmittedForm | undefined {
  if (draft === undefined || draft.control !== control.id) return undefined;
  const isOfThis = Object.entries(subject).every(([name, value]) => draft.values.get(name) === value);
  return isOfThis ? draft : undefined;
}

/** True when its value was changed or has a problem. */
function isTouched({ name, initial = "" }: Field, draft: SubmittedForm | undefined): boolean {
  if (draft === undefined) return false;
  return (draft.values.get(name) ?? "") !== initial || problemsOf(draft.problem, name).length > 0;
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
  const names = [SURE_FIELD, ...fields.map(({ name }) => name)];
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

interface SureProps {
  readonly form: string;
  readonly words: string;
  readonly isMissing: boolean;
}

function Sure({ form, words, isMissing }: SureProps) {
  const id = `${form}-${SURE_FIELD}`;
  return (
    <div class="field sure">
      <input
        id={id}
        type="checkbox"
        name={SURE_FIELD}
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
