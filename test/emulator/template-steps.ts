/** A template and its state. */
import { json, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const VIEW = "/v1/mms-template/view";

export async function create(emulator: TestEmulator, file = "picture.png", token = TOKEN): Promise<number> {
  const answer = await emulator.create({ ResourceLink: `https://media.example.test/${file}` }, { token });
  if (answer.status !== 201) throw new Error(`Expected a template: ${answer.status} ${answer.text}`);
  return json<{ readonly Id: number }>(answer).Id;
}

export async function view(emulator: TestEmulator, id: number): Promise<readonly [number, string]> {
  const answer = await emulator.call(VIEW, { query: `id=${id}` });
  const row = json<{ readonly Status_Id: number; readonly Status_Description: string }>(answer);
  return [row.Status_Id, row.Status_Description];
}
