/** The package in a project that has installed it and nothing else. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  exportedData,
  exportedModules,
  type Installed,
  installPackage,
  PACKAGE,
  PEER_MODULES,
  root,
  run,
  runWatched,
  typeCheck,
} from "./support.ts";

let installed: Installed;
let project: string;

beforeAll(async () => {
  installed = await installPackage();
  project = installed.project;
});

afterAll(() => installed.remove());

const evaluate = (code: string) => runWatched(project, ["--input-type=module", "--eval", code]);
const command = () => join(project, "node_modules/.bin/protexting");

describe("installing the tarball", () => {
  it("adds exactly one package", async () => {
    const lock = JSON.parse(await readFile(join(project, "node_modules/.package-lock.json"), "utf8"));
    expect(Object.keys(lock.packages)).toEqual([`node_modules/${PACKAGE}`]);
    const folders = (await readdir(join(project, "node_modules"))).filter((name) => !name.startsWith("."));
    expect(folders).toEqual([PACKAGE]);
  });

  it.each(PEER_MODULES)("leaves it to its user to install what %s needs", async (name) => {
    const peer = name.slice(PACKAGE.length + 1);
    const { stdout } = await evaluate(
      `await import("${name}").catch(({ message }) => console.log(message));`,
    );
    expect(stdout).toContain(`Cannot find package '${peer}'`);
    expect(installed.manifest.peerDependenciesMeta[peer]).toEqual({ optional: true });
  });

  it("brings the licences of what is bundled, and ours", () => {
    expect(installed.packed).toEqual(expect.arrayContaining(["LICENSE", "dist/THIRD-PARTY-NOTICES.txt"]));
  });
});

/** The entry hands its names on. */
const CORE = /^dist\/client\/core-[\w-]+\.js$/;

describe("importing the client", () => {
  it("loads its core in one file, and no byte of the emulator", async () => {
    const { stdout, loaded, sources } = await evaluate(`
      import { ProTexting } from "${PACKAGE}";
      const answer = { Id: "a".repeat(40), DeliveryReportUrl: "http://x/", Message: "Sent." };
      const fetch = async () => new Response(JSON.stringify(answer));
      const client = new ProTexting({ accessToken: "test_package", baseUrl: "http://127.0.0.1:1", fetch });
      const { id } = await client.sms.send({ mobilePhone: "16465550150", message: "Hello" });
      console.log(id.length);
    `);
    expect(stdout).toBe("40\n");
    expect(loaded).toEqual(["dist/client/index.js", expect.stringMatching(CORE)]);
    expect(sources.filter((source) => !/^src\/(?:client|protocol)\//.test(source))).toEqual([]);
  });

  it("loads the XML codec when it is first needed", async () => {
    const { stdout, loaded } = await evaluate(`
      import { ProTexting } from "${PACKAGE}";
      const answer = "<response><AvailableCredits>7</AvailableCredits></response>";
      const fetch = async () => new Response(answer);
      const client = new ProTexting({ accessToken: "test_package", baseUrl: "http://127.0.0.1:1", fetch, format: "xml" });
      console.log((await client.credits.balance()).availableCredits);
    `);
    expect(stdout).toBe("7\n");
    expect(loaded).toEqual([
      "dist/client/index.js",
      expect.stringMatching(CORE),
      expect.stringMatching(/^dist\/client\/xml-[\w-]+\.js$/),
    ]);
  });
});

describe("the emulator", () => {
  it("starts and answers the client, with and without a socket", async () => {
    const { stdout } = await evaluate(`
      import { ProTexting } from "${PACKAGE}";
      import { createEmulator, startEmulator } from "${PACKAGE}/emulator";
      const running = await startEmulator({ port: 0 });
      const over = { baseUrl: running.url };
      const without = { baseUrl: "http://127.0.0.1:1", fetch: createEmulator().fetch };
      for (const way of [over, without]) {
        const client = new ProTexting({ accessToken: "test_package", ...way });
        const { message } = await client.sms.send({ mobilePhone: "16465550150", message: "Hello" });
        console.log(message, (await client.credits.balance()).availableCredits);
      }
      await running.close();
    `);
    const line = "Text message to 1646xxxxxxx has been sent. 999\n";
    expect(stdout).toBe(line + line);
  });
});

describe("the contracts", () => {
  const verify = `
    import { PACT_FILE, verifyOnEmulator } from "${PACKAGE}/contracts";
    const { readFile } = await import("node:fs/promises");
    const whole = JSON.parse(await readFile(PACT_FILE, "utf8"));
    const interactions = whole.interactions.filter(({ description }) => description.startsWith("credits."));
    try {
      const { passed, generated, problems } = await verifyOnEmulator({ pact: { ...whole, interactions } });
      console.log(JSON.stringify({ passed, generated: generated === interactions.length, problems }));
    } catch ({ message }) {
      console.log(message);
    }
  `;

  it("are not loaded with the emulator", async () => {
    const { stdout, sources } = await evaluate(`
      import { createEmulator } from "${PACKAGE}/emulator";
      const emulator = createEmulator();
      console.log((await emulator.fetch("http://emulator/v1/credits/balance")).status);
    `);
    expect(stdout).toBe("401\n");
    expect(sources).toContain("src/emulator/assemble.ts");
    expect(sources.filter((source) => source.startsWith("contracts/"))).toEqual([]);
  });

  it("say what to install where Pact is not, and only once it is needed", async () => {
    const { stdout } = await evaluate(verify);
    expect(stdout).toBe(
      "Failed to run Pact's verifier: @pact-foundation/pact is not installed. Please npm i -D @pact-foundation/pact@16.\n",
    );
  });

  it("verify a pact on the emulator where Pact is installed", async () => {
    const beside = join(project, "../with-pact");
    await mkdir(join(beside, "node_modules"), { recursive: true });
    await cp(join(project, "node_modules", PACKAGE), join(beside, "node_modules", PACKAGE), {
      recursive: true,
    });
    await symlink(join(root, "node_modules/@pact-foundation"), join(beside, "node_modules/@pact-foundation"));
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", verify], {
      cwd: beside,
    });
    expect(JSON.parse(stdout)).toEqual({ passed: true, generated: true, problems: [] });
  });
});

describe("the command", () => {
  it("plans what it would verify on the live API, and compares emulators, without Pact", async () => {
    const { stdout: plan } = await run(command(), ["verify", "--plan"], { cwd: project });
    expect(plan).toContain("Nothing was sent.");
    const { stdout } = await evaluate(`
      import { execFile } from "node:child_process";
      import { startEmulator } from "${PACKAGE}/emulator";
      const { url, close } = await startEmulator({ port: 0 });
      const args = ["drift", "--a", url, "--b", url];
      const told = await new Promise((resolve) => execFile(${JSON.stringify(command())}, args, (_, out) => resolve(out)));
      console.log(told);
      await close();
    `);
    expect(stdout).toMatch(/\d\d answers compared; 0 live-changed, 0 emulator-wrong, 0 known-variance/);
  });

  it("says what it can do and which version it is, without loading the emulator", async () => {
    const cli = join(project, "node_modules", PACKAGE, "dist/cli.js");
    const { stdout, sources } = await runWatched(project, [cli, "--help"]);
    expect(stdout).toMatch(/^Usage: protexting <command>/m);
    expect(sources).toEqual(["src/cli.ts", "src/version.ts"]);
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    expect((await run(command(), ["--version"])).stdout).toBe(`${version}\n`);
  });

  it("runs the emulator until it is told to stop", async () => {
    const emulator = spawn(command(), ["emulate", "--port", "0", "--json"], { cwd: project });
    onTestFinished(() => void emulator.kill("SIGKILL"));
    const exited = once(emulator, "exit");
    const [line] = await once(createInterface(emulator.stdout), "line");
    const { event, url } = JSON.parse(line);
    expect(event).toBe("ready");
    const answer = await fetch(`${url}/v1/sms/send?access_token=your_access_token`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ MobilePhone: "16465550150", Message: "Hello World!" }),
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ Message: "Text message to 1646xxxxxxx has been sent." });
    emulator.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
  });
});

const strict = {
  strict: true,
  skipLibCheck: false,
  noEmit: true,
  target: "ES2022",
  exactOptionalPropertyTypes: true,
};
const resolutions = [
  { module: "NodeNext", moduleResolution: "NodeNext" },
  { module: "ESNext", moduleResolution: "Bundler" },
];
const clientCode = `
  import { ProTexting, RateLimitError, type SentMessage } from "${PACKAGE}";
  const client = new ProTexting({ accessToken: "test_types", baseUrl: "http://127.0.0.1:1" });
  export const sent: SentMessage = await client.sms.send({ mobilePhone: "16465550150", message: "Hello" });
  export const credits: number = (await client.credits.balance()).availableCredits;
  export const isLimit = (error: unknown): boolean => error instanceof RateLimitError;
  // @ts-expect-error: a send needs a recipient
  await client.sms.send({ message: "Hello" });
`;
const emulatorCode = `
  import { ProTexting } from "${PACKAGE}";
  import { createEmulator, defaultSettings, startEmulator } from "${PACKAGE}/emulator";
  const running = await startEmulator({ port: 0, settings: { limits: { rate: null } } });
  export const address: string = running.url;
  export const credits: number = defaultSettings.account.credits;
  export const client = new ProTexting({ accessToken: "test_types", fetch: createEmulator().fetch });
  await running.close();
  // @ts-expect-error: there is no such setting
  createEmulator({ settings: { limits: { rat: null } } });
`;

const contractsCode = `
  import { answers, stateHandlers, verifyOnEmulator, type Verification } from "${PACKAGE}/contracts";
  const builder = { headers: () => {}, jsonBody: () => {}, xmlBody: () => {} };
  answers.sent({ format: "xml" }).fill(builder);
  export const handlers = stateHandlers({ url: "http://127.0.0.1:1", controlToken: null });
  export const verification: Verification = await verifyOnEmulator({
    pact: "pacts/shop.json",
    states: { "a rich shop": async (_params, emulator) => ({ url: emulator.url }) },
    settings: { limits: { rate: null } },
  });
  // @ts-expect-error: there is no such reason
  answers.refused("bad-mood");
`;

describe.each(resolutions)("the types, resolved as $moduleResolution", (resolution) => {
  it("of client and emulator serve a Node project", async () => {
    const node = { lib: ["ES2022"], types: ["node"], typeRoots: [join(root, "node_modules/@types")] };
    const files = { "client.ts": clientCode, "emulator.ts": emulatorCode };
    expect(await typeCheck(project, files, { ...strict, ...resolution, ...node })).toBe("");
  });

  it("serve a browser project without types of Node or Pact, and declare all values and data, no more", async () => {
    // The module that needs vitest is tested where there is one: test/vitest/installed.test.ts.
    const modules = exportedModules(installed.manifest).filter((name) => name !== `${PACKAGE}/vitest`);
    expect(modules).toEqual(expect.arrayContaining([PACKAGE, `${PACKAGE}/emulator`, `${PACKAGE}/contracts`]));
    const exported = (await Promise.all(modules.map(sameValues))).map((text, at) => [
      `export-${at}.ts`,
      text,
    ]);
    const data = exportedData(installed.manifest).map(
      (name, at) => `export { default as data${at} } from ${JSON.stringify(name)} with { type: "json" };`,
    );
    expect(data).not.toEqual([]);
    const files = {
      ...Object.fromEntries(exported),
      "client.ts": clientCode,
      "emulator.ts": emulatorCode,
      "contracts.ts": contractsCode,
      "data.ts": data.join("\n"),
    };
    const options = {
      ...strict,
      ...resolution,
      lib: ["ES2022", "DOM"],
      types: [],
      resolveJsonModule: true,
    };
    expect(await typeCheck(project, files, options)).toBe("");
  });
});

/** Code that compiles only if a module's declarations name exactly the values that Node finds in it. */
async function sameValues(module: string): Promise<string> {
  const name = JSON.stringify(module);
  const { stdout } = await evaluate(`console.log(JSON.stringify(Object.keys(await import(${name}))));`);
  const values: Record<string, true> = {};
  for (const value of JSON.parse(stdout)) values[value] = true;
  return `
    import type * as declared from ${name};
    export const values: Record<keyof typeof declared, true> = ${JSON.stringify(values)};`;
}

describe("the installed page", () => {
  it("comes with every file that its browser loads", async () => {
    const { stdout } = await evaluate(`
      import { createEmulator } from "${PACKAGE}/emulator";
      const emulator = createEmulator();
      const ask = (path) => emulator.fetch("http://127.0.0.1" + path, { headers: { Accept: "text/html" } });
      const page = await (await ask("/")).text();
      const files = Array.from(page.matchAll(/(?:href|src)="([^"]+\\/assets\\/[^"]+)"/g), ([, path]) => path);
      const answers = await Promise.all(files.map(ask));
      const sizes = await Promise.all(answers.map(async (answer) => (await answer.arrayBuffer()).byteLength));
      console.log(JSON.stringify({
        files: files.map((path) => path.replace(/.*\\/|\\?.*/g, "")),
        statuses: answers.map(({ status }) => status),
        areWhole: sizes.every((size) => size > 500),
      }));`);
    expect(JSON.parse(stdout)).toEqual({
      files: ["style.css", "htmx.min.js", "hx-sse.min.js", "page.js"],
      statuses: [200, 200, 200, 200],
      areWhole: true,
    });
  });

  it("names the licence of what it took over", async () => {
    const notices = join(project, "node_modules", PACKAGE, "dist/THIRD-PARTY-NOTICES.txt");
    expect(await readFile(notices, "utf8")).toContain("htmx.org 4.0.1 (BSD-0-Clause)");
  });
});
