/** The matchers in a project that has installed the package and vitest, and nothing else. */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Installed, installPackage, PACKAGE, root, typeCheck } from "../package/support.ts";
import { runProject } from "./run-project.ts";

let installed: Installed;

beforeAll(async () => {
  installed = await installPackage();
  await symlink(join(root, "node_modules/vitest"), join(installed.project, "node_modules/vitest"));
});
afterAll(() => installed.remove());

const code = `
  import { ProTexting } from "${PACKAGE}";
  import { emulatorTest, test, type Tenant } from "${PACKAGE}/vitest";
  import { expect } from "vitest";

  test("sends one", async ({ protexting }) => {
    const client = new ProTexting(protexting.clientOptions);
    await client.sms.send({ mobilePhone: "16465550123", message: "Hello" });
    await expect(protexting).toHaveSent({ to: "16465550123", text: expect.stringContaining("Hell") }, { times: 1 });
    await expect(protexting).toHaveCredits(999);
  });

  emulatorTest({ account: { credits: 5 } })("sends none", async ({ protexting, expect: own }) => {
    await own(protexting).toHaveSent({ to: "16465550150" });
  });
`;

const options = {
  strict: true,
  // The declarations of vitest's own dependencies are not ours to check.
  skipLibCheck: true,
  noEmit: true,
  target: "ES2022",
  module: "NodeNext",
  lib: ["ES2022", "DOM"],
  types: [],
  exactOptionalPropertyTypes: true,
};

it("run from the built package", async () => {
  const tests = join(installed.project, "tests");
  await mkdir(tests);
  await writeFile(join(tests, "installed.test.js"), code.replace(", type Tenant", ""));
  const run = await runProject(["--root", tests], tests);
  expect(run.tests.map(({ title, status }) => [title, status])).toEqual([
    ["sends one", "passed"],
    ["sends none", "failed"],
  ]);
  expect(run.output).toMatch(/expected test_sends_none_[0-9a-f]{10} to have sent a message with/);
});

it("bring the values that their types declare, no more and no fewer", async () => {
  const script = join(installed.project, "names.test.js");
  const names = `
    import * as brought from "${PACKAGE}/vitest";
    import { expect, test } from "vitest";
    test("names", () => expect(Object.keys(brought).sort()).toEqual(["emulatorTest", "tenantOf", "test"]));`;
  await writeFile(script, names);
  expect((await runProject(["--root", installed.project, "names"], installed.project)).code).toBe(0);
  const declared = `
    import type * as declared from "${PACKAGE}/vitest";
    export const values: Record<keyof typeof declared, true> = { emulatorTest: true, tenantOf: true, test: true };`;
  expect(await typeCheck(installed.project, { "names.ts": declared }, options)).toBe("");
});

it("have types that vitest's own expect knows", async () => {
  const typed = `${code}
  export const tokenOf = ({ token }: Tenant): string => token;
  test("types", async ({ protexting }) => {
    // @ts-expect-error: there is no such field
    await expect(protexting).toHaveSent({ recipient: "16465550123" });
    // @ts-expect-error: credits are a number
    await expect(protexting).toHaveCredits("999");
    // @ts-expect-error: there is no such setting
    emulatorTest({ settings: { segment: "gsm" } });
  });`;
  expect(await typeCheck(installed.project, { "typed.test.ts": typed }, options)).toBe("");
});
