/** Mistakes of the first hour: what each command says names the value, and what to do. */
import { expect, it, onTestFinished } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";
import { call, start } from "../commands/support.ts";

async function emulatorUrl(): Promise<string> {
  const emulator = await startEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  return emulator.url;
}

it.each([
  [
    "a token that is not accepted",
    { PROTEXTING_ACCESS_TOKEN: "mine_alone" },
    3,
    /401.*PROTEXTING_ACCESS_TOKEN or --token-file; an emulator takes any token that starts with test_\.$/,
  ],
  [
    "a token with quotation marks of its own",
    { PROTEXTING_ACCESS_TOKEN: " test_a" },
    1,
    /access token cannot be used.*in PROTEXTING_ACCESS_TOKEN or by --token-file, without blanks\.$/,
  ],
  [
    "no token",
    { PROTEXTING_ACCESS_TOKEN: "" },
    3,
    /Please set PROTEXTING_ACCESS_TOKEN, or give --token-file <file>\.$/,
  ],
  [
    "an address without its protocol",
    { PROTEXTING_BASE_URL: "127.0.0.1:4280" },
    1,
    /\(PROTEXTING_BASE_URL or --base-url\) cannot be used \(127\.0\.0\.1:4280\)/,
  ],
  [
    "http to another machine",
    { PROTEXTING_BASE_URL: "http://192.0.2.1" },
    1,
    /Please use https.*or --allow-insecure-http in a trusted network\.$/,
  ],
])("%s", async (_, mistake, code, says) => {
  const environment = {
    PROTEXTING_BASE_URL: await emulatorUrl(),
    PROTEXTING_ACCESS_TOKEN: "test_mistakes",
    ...mistake,
  };
  const { stderr, ...ended } = await call("balance", [], { environment });
  expect(ended).toEqual({ code, stdout: "" });
  expect(stderr.trimEnd()).toMatch(says);
});

it("an emulator that does not run", async () => {
  const emulator = await startEmulator({ port: 0 });
  await emulator.close();
  const environment = { PROTEXTING_BASE_URL: emulator.url, PROTEXTING_ACCESS_TOKEN: "test_mistakes" };
  const { code, stderr } = await call("balance", [], { environment });
  expect(code).toBe(7);
  expect(stderr).toContain(
    "(ECONNREFUSED). Please check PROTEXTING_BASE_URL or --base-url, and the network; protexting doctor looks what is in the way.",
  );
});

it("a path behind the base URL, and https to the emulator", async () => {
  const url = await emulatorUrl();
  const say = async (baseUrl: string) => {
    const environment = { PROTEXTING_ACCESS_TOKEN: "test_mistakes", PROTEXTING_BASE_URL: baseUrl };
    return (await call("balance", [], { environment })).stderr;
  };
  expect(await say(`${url}/v1`)).toContain("check the id, and PROTEXTING_BASE_URL or --base-url.");
  expect(await say(url.replace("http:", "https:"))).toContain("protexting doctor looks what is in the way.");
});

it("mistakes that keep the emulator from starting", async () => {
  const says = async (args: readonly string[], environment = {}) => {
    const { code, stdout, stderr } = await start(["emulate", "--port", "0", ...args], environment).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    return stderr;
  };
  const told = await Promise.all([
    says(["--state-file", "/no-such-folder/state.json"]),
    says(["--seed-file", "no-such-seed.json"]),
    says(["--prot", "1"]),
    start(["emulate"], { PROTEXTING_EMULATOR_PORT: "x" }).ended.then(({ stderr }) => stderr),
  ]);
  expect(told).toEqual([
    expect.stringContaining(
      "/no-such-folder/state.json: its folder cannot be read (ENOENT). Please make the folder",
    ),
    expect.stringContaining("no-such-seed.json: it cannot be opened"),
    expect.stringContaining("Unknown option '--prot'. Please see protexting emulate --help."),
    expect.stringContaining('PROTEXTING_EMULATOR_PORT must be a whole number from 0 to 65535, not "x".'),
  ]);
});
