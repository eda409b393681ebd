/** Magic numbers by what they do. */
import { type Magic, type MagicNumber, magicNumbers } from "../../src/protocol/magic-numbers.ts";
import { json, type MessageView, TestEmulator } from "../support/test-emulator.ts";

export type Of<Kind extends Magic["kind"]> = MagicNumber & { readonly does: Extract<Magic, { kind: Kind }> };

export function entriesOf<Kind extends Magic["kind"]>(kind: Kind): readonly Of<Kind>[] {
  return magicNumbers.filter((entry): entry is Of<Kind> => entry.does.kind === kind);
}

export const refusals = entriesOf("refusal");
export const faults = entriesOf("fault");
export const SENDS = ["/v1/sms/send", "/v1/sms-simple/send"];
export const numberOf = (nn: string, area = "212"): string => `1${area}55501${nn}`;

export async function show(emulator: TestEmulator, id: string): Promise<MessageView> {
  return json<MessageView>(await emulator.control("GET", `messages/${id}`));
}
