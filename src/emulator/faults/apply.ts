/** Application of a fault to a call: one that was injected, or one that its recipient's magic number stands for. */
import { reasonOf, SERVER_ERROR } from "../../protocol/framework.ts";
import { type FaultKind, magicOf } from "../../protocol/magic-numbers.ts";
import { type Refusal, refusal } from "../domain/refusal.ts";
import type { TransportFault } from "../http/transport-fault.ts";
import { type Draw, fractions } from "../runtime/random.ts";
import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import { type Fault, type FaultCall, type Latency, latencyMs } from "./fault.ts";

export interface FaultServices {
  readonly store: Store;
  readonly settings: Settings;
  readonly draw: Draw;
  /** Waits for so many milliseconds of the caller's time. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Effect of a fault on a call. */
export interface AppliedFault {
  /** Id of the fault, or the magic number. */
  readonly fault: string;
  readonly rule: "fault.injected" | "magic.fault";
  /** Answer in place of the usual one. */
  readonly response?: Refusal;
  readonly breakage?: TransportFault;
}

interface FaultSpec {
  readonly id: string;
  readonly kind: FaultKind;
  readonly status: number;
  readonly atByte: number | null;
  readonly latency: Latency;
  readonly drawn: string;
  readonly rule: AppliedFault["rule"];
}

const NO_LATENCY: Latency = { distribution: "fixed", ms: 0 };

/** @returns the effect, or undefined when no fault fired; waits when the fault is one of latency */
export async function meetFault(
  call: FaultCall,
  when: Fault["when"],
  services: FaultServices,
): Promise<AppliedFault | undefined> {
  const spec = (await askedFor(call, when, services)) ?? magicFault(call, when, services);
  if (spec === undefined) return undefined;
  const { id: fault, kind, rule, atByte, drawn } = spec;
  switch (kind) {
    case "latency":
      await services.pause(latencyMs(spec.latency, fractions(drawn)));
      return { fault, rule };
    case "status":
      return { fault, rule, response: statusOf(spec, call) };
    case "cut":
      // Before the store is written there is no answer to cut, so it is that of a server that broke down.
      return {
        fault,
        rule,
        breakage: { kind, atByte },
        ...(when === "before" ? { response: statusOf(spec, call) } : {}),
      };
    case "garbage":
      return { fault, rule, breakage: { kind, bytes: drawn } };
    case "reset":
    case "close":
    case "hang":
      return { fault, rule, breakage: { kind } };
  }
}

async function askedFor(
  call: FaultCall,
  when: Fault["when"],
  { store }: FaultServices,
): Promise<FaultSpec | undefined> {
  const met = await store.meetFault(call, when);
  return met === undefined ? undefined : { ...met.fault, drawn: met.drawn, rule: "fault.injected" };
}

function magicFault(call: FaultCall, when: Fault["when"], services: FaultServices): FaultSpec | undefined {
  if (call.recipient === undefined || !services.settings.magicNumbers) return undefined;
  const magic = magicOf(call.recipient);
  if (magic?.kind !== "fault" || magic.when !== when) return undefined;
  return {
    id: `magic ${call.recipient}`,
    kind: magic.fault,
    status: magic.status ?? 500,
    atByte: null,
    latency: NO_LATENCY,
    drawn: services.draw(call.token, "magic-fault", 0),
    rule: "magic.fault",
  };
}

function statusOf({ id, status, rule }: FaultSpec, { endpoint }: FaultCall): Refusal {
  const message = status === 500 ? SERVER_ERROR : reasonOf(status);
  return refusal(status, message, {
    rule,
    inputs: { fault: id, endpoint },
    wouldSucceed:
      rule === "magic.fault"
        ? "Another recipient."
        : `The same call once the fault is gone: DELETE /_emulator/faults/${id}.`,
  });
}
