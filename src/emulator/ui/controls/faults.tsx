/** Asks for faults, and takes them back. */
import { endpoints } from "../../../protocol/endpoints.ts";
import type { Fault } from "../../faults/fault.ts";
import { VisibleText } from "../components/visible-text.tsx";
import type { ViewRequest } from "../route.ts";
import type { Control } from "./control.ts";
import { ControlForm } from "./control-form.tsx";
import type { Field } from "./field.tsx";
import { scopeField } from "./scope.ts";
import { typedGroup, typedNumber, typedScope, typedText } from "./typed.ts";

const addFaultControl: Control = {
  id: "fault-add",
  done: "The fault waits for its call.",
  request: (form, visit) => ({
    method: "post",
    path: "/faults",
    body: {
      kind: form.get("kind") ?? "",
      match: typedGroup({
        ...typedScope(form, visit),
        endpoint: typedText(form, "match.endpoint"),
        recipient: typedText(form, "match.recipient"),
      }),
      when: typedText(form, "when"),
      nth: typedNumber(form, "nth"),
      times: typedNumber(form, "times"),
      probability: typedNumber(form, "probability"),
      status: typedNumber(form, "status"),
      atByte: typedNumber(form, "atByte"),
      latency: latencyOf(typedNumber(form, "latency.ms")),
    },
  }),
};

function latencyOf(ms: number | string | undefined): object | undefined {
  return ms === undefined ? undefined : { distribution: "fixed", ms };
}

const removeFaultControl: Control = {
  id: "fault-remove",
  done: "The fault was taken back.",
  request: (form) => ({ method: "delete", path: "/faults/{id}", id: form.get("fault") ?? "" }),
};

const clearFaultsControl: Control = {
  id: "faults-clear",
  done: "The faults were taken back.",
  request: (form, visit) => ({ method: "delete", path: "/faults", query: typedScope(form, visit) }),
};

export const faultControls = [addFaultControl, removeFaultControl, clearFaultsControl];

const kinds = [
  ["status", "answers with an error status"],
  ["latency", "takes its time"],
  ["reset", "resets the connection"],
  ["close", "closes without an answer"],
  ["garbage", "answers garbage"],
  ["cut", "breaks off in the body"],
  ["hang", "never answers"],
] as const;

const common: readonly Field[] = [
  { name: "kind", label: "The call", choices: kinds, initial: "status" },
  {
    name: "when",
    label: "The books",
    choices: [
      ["before", "before they are written: nothing sent"],
      ["after", "after they are written: sent all the same"],
    ],
    initial: "before",
  },
  {
    name: "match.endpoint",
    label: "Calls of",
    choices: [["", "any endpoint"], ...endpoints.map(({ id }) => [id, id] as const)],
    initial: "sms.send",
  },
  { name: "match.recipient", label: "To the recipient", hint: "Any when empty" },
  { name: "times", label: "How many times", kind: "number", initial: "1", hint: "Without end when empty" },
  { name: "nth", label: "From which call on", kind: "number", hint: "The first when empty", rare: true },
  {
    name: "probability",
    label: "Probability of each",
    kind: "number",
    hint: "0 to 1; 1 when empty",
    rare: true,
  },
  { name: "status", label: "Status", kind: "number", hint: "Of an error status; 500 when empty" },
  { name: "latency.ms", label: "Milliseconds", kind: "number", hint: "Of taking its time" },
  {
    name: "atByte",
    label: "Breaks off at byte",
    kind: "number",
    hint: "Half of the body when empty",
    rare: true,
  },
];

export function AddFaultForm({ visit }: { readonly visit: ViewRequest }) {
  return (
    <ControlForm
      visit={visit}
      control={addFaultControl}
      button="Ask for the fault"
      fields={[...common, scopeField(visit, "Of")]}
    />
  );
}

/** Faults that are shown. */
const SHOWN = 50;

interface FaultListProps {
  readonly visit: ViewRequest;
  /** Those that may meet the account. */
  readonly faults: readonly Fault[];
}

export function FaultList({ visit, faults }: FaultListProps) {
  if (faults.length === 0) return <p class="hint">No fault waits: every call goes its ordinary way.</p>;
  return (
    <>
      <ul class="fault-list">
        {faults.slice(0, SHOWN).map((fault) => (
          <li id={`fault-${fault.id}`} class="fault">
            <p>
              <code>{fault.id}</code> <strong>{words(fault)}</strong>{" "}
              <span class="badge">{fault.match.token === undefined ? "all accounts" : "this account"}</span>
            </p>
            <p class="hint">
              {fault.match.endpoint ?? "any endpoint"}
              {fault.match.recipient !== undefined && (
                <>
                  {" to "}
                  <VisibleText text={fault.match.recipient} limit={60} />
                </>
              )}
              {`, from call ${fault.nth} on, ${fault.times === null ? "without end" : `${fault.times} ×`}`}
              {fault.probability < 1 && `, with probability ${fault.probability}`}
            </p>
            <ControlForm
              visit={visit}
              control={removeFaultControl}
              button="Take it back"
              look="quiet"
              of={fault.id}
              subject={{ fault: fault.id }}
            />
          </li>
        ))}
      </ul>
      {faults.length > SHOWN && <p class="hint">{faults.length - SHOWN} more.</p>}
      <ControlForm
        visit={visit}
        control={clearFaultsControl}
        button="Take back all"
        look="quiet"
        fields={[scopeField(visit, "Of")]}
      />
    </>
  );
}

function words({ kind, when, status, latency }: Fault): string {
  const sent = when === "before" ? "nothing sent" : "although it was sent";
  switch (kind) {
    case "status":
      return `answers ${status}, ${sent}`;
    case "latency":
      return latency.distribution === "fixed"
        ? `takes ${latency.ms} ms`
        : `takes its time (${latency.distribution})`;
    case "reset":
    case "close":
    case "garbage":
    case "cut":
    case "hang":
      return `${kinds.find(([id]) => id === kind)?.[1] ?? kind}, ${sent}`;
  }
}
