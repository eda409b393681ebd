/** Moves, sets, stops and starts the emulator's clock. */
import { isoTime } from "../../../protocol/vendor-time.ts";
import type { ViewRequest } from "../route.ts";
import type { Control } from "./control.ts";
import { ControlForm } from "./control-form.tsx";
import { scopeField } from "./scope.ts";
import { typedNumber, typedScope, typedText } from "./typed.ts";

const advanceControl: Control = {
  id: "clock-advance",
  done: "The clock was moved on.",
  request: (form, visit) => ({
    method: "post",
    path: "/clock/advance",
    body: { ...typedScope(form, visit), by: typedNumber(form, "by") ?? "" },
  }),
};

const setClockControl: Control = {
  id: "clock-set",
  done: "The clock was set.",
  request: (form, visit) => ({
    method: "put",
    path: "/clock",
    body: {
      ...typedScope(form, visit),
      now: typedText(form, "now") ?? "",
      frozen: FROZEN[form.get("frozen") ?? ""],
    },
  }),
};

const FROZEN: Readonly<Record<string, boolean>> = { yes: true, no: false };

const freezeControl: Control = {
  id: "clock-freeze",
  done: "The clock stands still.",
  request: (form, visit) => ({ method: "post", path: "/clock/freeze", body: typedScope(form, visit) }),
};

const resumeControl: Control = {
  id: "clock-resume",
  done: "The clock runs again.",
  request: (form, visit) => ({ method: "post", path: "/clock/resume", body: typedScope(form, visit) }),
};

export const clockControls = [advanceControl, setClockControl, freezeControl, resumeControl];

export function ClockForms({ visit }: { readonly visit: ViewRequest }) {
  const scope = scopeField(visit);
  return (
    <>
      <ControlForm
        visit={visit}
        control={advanceControl}
        button="Move on"
        fields={[
          {
            name: "by",
            label: "Move on by",
            initial: "5m",
            hint: "90s, 5m, 2h, 30d, or milliseconds",
          },
          scope,
        ]}
      />
      <ControlForm
        visit={visit}
        control={setClockControl}
        button="Set"
        look="quiet"
        fields={[
          {
            name: "now",
            label: "Set to",
            example: isoTime(visit.now - (visit.now % DAY_MS) + DAY_MS),
            hint: "ISO 8601, with Z or an offset",
          },
          {
            name: "frozen",
            label: "And then",
            choices: [
              ["", "as it is"],
              ["yes", "stands still"],
              ["no", "runs"],
            ],
          },
          scope,
        ]}
      />
      <div class="pair">
        <ControlForm visit={visit} control={freezeControl} button="Freeze" look="quiet" fields={[scope]} />
        <ControlForm
          visit={visit}
          control={resumeControl}
          button="Let it run"
          look="quiet"
          fields={[scope]}
        />
      </div>
    </>
  );
}

const DAY_MS = 86_400_000;
