/** One field of a control: its label, its input, and the control API's problems with the value. */

export interface Field {
  /** Name in the control API's problems. */
  readonly name: string;
  readonly label: string;
  readonly kind?: "text" | "number" | "long" | "file";
  /** Initial value. */
  readonly initial?: string;
  /** Value in the curl while the field is empty. */
  readonly example?: string;
  readonly hint?: string;
  /** Values and labels; makes it a choice. */
  readonly choices?: readonly (readonly [value: string, words: string])[];
  /** True when rarely needed: folded until opened. */
  readonly rare?: boolean;
  /** True when the label is for screen readers alone, since the context makes it clear. */
  readonly hidesLabel?: boolean;
}

interface FieldProps {
  readonly form: string;
  readonly field: Field;
  readonly value: string;
  readonly problems: readonly string[];
}

export function FieldView({ form, field, value, problems }: FieldProps) {
  const { name, label, hint, hidesLabel = false } = field;
  const id = `${form}-${name}`;
  const told = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(problems.length === 0 ? [] : [`${id}-problem`]),
  ];
  return (
    <div class={`field ${field.kind ?? "text"}`}>
      <label for={id} class={hidesLabel ? "sr" : undefined}>
        {label}
      </label>
      <Control
        id={id}
        field={field}
        value={value}
        describedBy={told.length === 0 ? undefined : told.join(" ")}
        isWrong={problems.length > 0}
      />
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      {problems.length > 0 && (
        <p id={`${id}-problem`} class="error" role="alert">
          <bdi>{problems.join("; ")}</bdi>
        </p>
      )}
    </div>
  );
}

interface ControlProps {
  readonly id: string;
  readonly field: Field;
  readonly value: string;
  readonly describedBy: string | undefined;
  readonly isWrong: boolean;
}

function Control({ id, field, value, describedBy, isWrong }: ControlProps) {
  const { name, kind = "text", choices, example } = field;
  const common = {
    id,
    name,
    "aria-describedby": describedBy,
    "aria-invalid": isWrong ? ("true" as const) : undefined,
    autofocus: isWrong ? true : undefined,
  };
  if (choices !== undefined) {
    return (
      <select {...common}>
        {choices.map(([choice, words]) => (
          <option value={choice} selected={choice === value}>
            {words}
          </option>
        ))}
      </select>
    );
  }
  switch (kind) {
    case "long":
      return (
        <textarea {...common} rows={2} placeholder={example} dir="auto">
          {value}
        </textarea>
      );
    case "file":
      return <input {...common} type="file" accept=".json,application/json" />;
    case "text":
    case "number":
      return (
        <input
          {...common}
          type="text"
          value={value}
          placeholder={example}
          autocomplete="off"
          spellcheck={false}
          inputmode={kind === "number" ? "decimal" : undefined}
        />
      );
  }
}
