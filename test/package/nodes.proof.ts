/** The built package on every Node that it promises to run on. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pinnedNodes } from "../../scripts/nodes/pinned.ts";
import { exportedModules, type Installed, installPackage, PACKAGE, root, run } from "./support.ts";

/** True when every Node has to be there; elsewhere a missing one is reported as a skipped test. */
const CI = !["", "false", "0"].includes(process.env["CI"] ?? "");

const current = { version: process.versions.node, binary: process.execPath, missing: undefined };
const pinned = await pinnedNodes();

const JOURNEY = `
  import { ProTexting } from "${PACKAGE}";
  import { startEmulator } from "${PACKAGE}/emulator";
  const emulator = await startEmulator({ port: 0 });
  const attempt = (call) => call.then(() => "no error", ({ name }) => name);
  const told = {};
  for (const format of ["json", "xml"]) {
    const options = { baseUrl: emulator.url, format };
    const client = new ProTexting({ ...options, accessToken: "test_" + format });
    const stranger = new ProTexting({ ...options, accessToken: "nobody" });
    const { id, message } = await client.sms.send({ mobilePhone: "16465550150", message: "Grüße 👋" });
    const report = await client.sms.deliveryReport(id);
    const { availableCredits } = await client.credits.balance();
    told[format] = {
      message,
      reportOf: report.id === id,
      availableCredits,
      refused: await attempt(client.sms.send({ mobilePhone: "16465550141", message: "Hello" })),
      denied: await attempt(stranger.credits.balance()),
      cut: await attempt(client.sms.send({ mobilePhone: "16465550137", message: "Hello" })),
    };
  }
  await emulator.close();
  const late = new ProTexting({ accessToken: "test_json", baseUrl: emulator.url });
  told.closed = await attempt(late.credits.balance());
  console.log(JSON.stringify({ node: process.versions.node, told }));
`;

const answers = {
  message: "Text message to 1646xxxxxxx has been sent.",
  reportOf: true,
  availableCredits: 999,
  refused: "RecipientRefusedError",
  denied: "AuthenticationError",
  cut: "SendOutcomeUnknownError",
};

let installed: Installed;

beforeAll(async () => {
  for (const { missing } of pinned) if (missing !== undefined) process.stderr.write(`${missing}\n`);
  installed = await installPackage();
});

afterAll(() => installed.remove());

const evaluate = (binary: string, code: string) =>
  run(binary, ["--input-type=module", "--eval", code], { cwd: installed.project, timeout: 20_000 });

describe.each([current, ...pinned])("on Node $version", ({ version, binary, missing }) => {
  it("the emulator serves the client, in JSON and XML, and both let the process end", async ({ skip }) => {
    skip(missing !== undefined && !CI, missing);
    expect(missing).toBeUndefined();
    const { stdout, stderr } = await evaluate(binary, JOURNEY);
    const told = { json: answers, xml: answers, closed: "ConnectionError" };
    expect(JSON.parse(stdout)).toEqual({ node: version, told });
    expect(stderr).toBe("");
  });

  it("every export and the command load without a warning", async ({ skip }) => {
    skip(missing !== undefined && !CI, missing);
    expect(missing).toBeUndefined();
    const imports = exportedModules(installed.manifest).map((name) => `import ${JSON.stringify(name)};`);
    const loaded = await evaluate(binary, `${imports.join("\n")} console.log("loaded");`);
    expect(loaded).toEqual({ stdout: "loaded\n", stderr: "" });
    const cli = join(installed.project, "node_modules", PACKAGE, "dist/cli.js");
    const { version: ours } = installed.manifest;
    expect(await run(binary, [cli, "--version"])).toEqual({ stdout: `${ours}\n`, stderr: "" });
  });
});

describe("the Nodes tried", () => {
  it("are the oldest that engines allows, and the long-term lines after it", async () => {
    const { engines } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const [oldest, ...later] = pinned.map(({ version }) => version);
    expect(`>=${oldest}`).toBe(`${engines.node}.0`);
    expect(later.map((version) => version.split(".")[0])).toEqual(["22", "24"]);
  });

  it("are not installed with this project, whose npm scripts would run on them", async () => {
    const { packages } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
    expect(Object.keys(packages).filter((path) => packages[path].bin?.node !== undefined)).toEqual([]);
  });
});
