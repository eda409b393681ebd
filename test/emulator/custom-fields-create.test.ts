/** Making custom fields. */
import { expect, it } from "vitest";
import { json, TestEmulator } from "../support/test-emulator.ts";

const CREATE = "/v1/custom-contact-fields/create";

it("answers 201 with the field and an empty Value, and the list has it from then on [custom-fields.create]", async () => {
  const emulator = new TestEmulator();
  const made = await emulator.send({ fname: "my first custom field" }, { path: CREATE });
  expect([made.status, made.text]).toEqual([
    201,
    '{"Id":1,"Name":"my first custom field","DateCreated":"2026-01-15 07:00:00","DateUpdated":"2026-01-15 07:00:00","Value":[]}',
  ]);
  const second = await emulator.send({ fname: "age" }, { path: CREATE, accept: "application/xml" });
  expect(second.text).toContain("<response><item><Id>2</Id><Name>age</Name>");
  expect(second.text).toContain("<Value/></item></response>");
  const listed = await emulator.call("/v1/custom-contact-fields/index");
  expect(json<readonly { readonly Name: string }[]>(listed).map(({ Name }) => Name)).toEqual([
    "my first custom field",
    "age",
  ]);
});

it("requires a name of 3 to 64 characters [custom-fields.name]", async () => {
  const emulator = new TestEmulator();
  const create = (fname: unknown) => emulator.send({ fname }, { path: CREATE });
  expect([(await create("x".repeat(64))).status, (await create("age")).status]).toEqual([201, 201]);
  for (const [fname, message] of [
    ["x".repeat(65), "Fname should contain at most 64 characters."],
    ["ag", "Fname should contain at least 3 characters."],
    ["", "Fname cannot be blank."],
    [12, "Fname must be a string."],
  ]) {
    const answer = await create(fname);
    expect([answer.status, json(answer)]).toEqual([422, [{ field: "fname", message }]]);
  }
});
