/** Moves, sets, stops and starts the emulator's clock. */
import { isoTime } from "../../../protocol/vendor-time.ts";
import type { ViewRequest } from "../route.ts";
import type { Control } from "./lever.ts";
import { LeverForm } from "./lever-form.tsx";
import { scopeField } from "./scope.ts";
import { typedNumber, typedScope, typedText } from "./typed.ts";

const advanceLever: Control = {
  id: "clock-advance",
  done: "The clock was moved on.",
  wish: (form, visit) => ({
    method: "post",
    path: "/clock/advance",
    body: { ...typedScope(form, visit), by: typedNumber(form, "by") ?? "" },
  }),
};

const setClockLever: Control = {
  id: "clock-set",
  done: "The clock was set.",
  wish: (form, visit) => ({
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

const freezeLever: Control = {
  id: "clock-freeze",
  done: "The clock stands still.",
  wish: (form, visit) => ({ method: "post", path: "/clock/freeze", body: typedScope(form, visit) }),
};

const resumeLever: Control = {
  id: "clock-resume",
  done: "The clock runs again.",
  wish: (form, visit) => ({ method: "post", path: "/clock/resume", body: typedScope(form, visit) }),
};

export const clockLevers = [advanceLever, setClockLever, freezeLever, resumeLever];

export function ClockForms({ visit }: { readonly visit: ViewRequest }) {
  const scope = scopeField(visit);
  return (
    <>
      <LeverForm
        visit={visit}
        lever={advanceLever}
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
      <LeverForm
        visit={visit}
        lever={setClockLever}
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
        <LeverForm visit={visit} lever={freezeLever} button="Freeze" look="quiet" fields={[scope]} />
        <LeverForm visit={visit} lever={resumeLever} button="Let it run" look="quiet" fields={[scope]} />
      </div>
    </>
  );
}

const DAY_MS = 86_400_000;
