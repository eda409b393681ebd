/** Options of `protexting emulate`: where they come from, and how a mistake is named. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type EmulateOptions, HELP, readOptions } from "../../src/emulator/cli-options.ts";
import { startEmulator } from "../../src/emulator/index.ts";

const folder = mkdtempSync(join(tmpdir(), "protexting-"));
afterAll(() => rmSync(folder, { recursive: true }));

function configFile(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function read(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<EmulateOptions> {
  const options = await readOptions(args, environment);
  if (options === "help") throw new Error("Expected options.");
  return options;
}

describe("options", () => {
  it("have defaults", async () => {
    expect(await read([])).toEqual({
      start: { port: 4280, host: "127.0.0.1", settings: {} },
      json: false,
      quiet: false,
    });
    expect(await readOptions(["--help"], {})).toBe("help");
  });

  it("of the command line win over the environment, which wins over the config file", async () => {
    const config = configFile("all.json", {
      port: 1,
      host: "::1",
      seed: "file",
      controlToken: "0123456789abcdef",
      settings: { segments: "gsm", limits: { messageLength: 1, perRecipient: null } },
    });
    const environment = {
      PROTEXTING_EMULATOR_CONFIG: config,
      PROTEXTING_EMULATOR_PORT: "2",
      PROTEXTING_EMULATOR_SEED: "environment",
      PROTEXTING_EMULATOR_LIMITS_MESSAGE_LENGTH: "2",
      PROTEXTING_EMULATOR_JSON: "1",
      PROTEXTING_EMULATOR_QUIET: "false",
      PATH: "/bin",
    };
    expect(await read(["--port", "0", "--set", "limits.rate=null"], environment)).toEqual({
      start: {
        port: 0,
        host: "::1",
        seed: "environment",
        controlToken: "0123456789abcdef",
        settings: { segments: "gsm", limits: { messageLength: 2, perRecipient: null, rate: null } },
      },
      json: true,
      quiet: false,
    });
    const { start } = await read(["--set", "limits.messageLength=3", "--seed", "flag"], environment);
    expect([start.seed, start.settings?.limits?.messageLength]).toEqual(["flag", 3]);
  });

  it("of a setting are JSON, or else plain text", async () => {
    const { start } = await read(["--set", 'account.numbers=["82257"]', "--set", "headers=recorded"]);
    expect(start.settings).toEqual({ account: { numbers: ["82257"] }, headers: "recorded" });
  });
});

describe("a control token", () => {
  const PROTEXTING_EMULATOR_CONTROL_TOKEN = "PROTEXTING_EMULATOR_CONTROL_TOKEN";
  const short = ["", "k", "fifteen-letters"];
  const unsendable = ["sixteen letters and more", "sechzehn-Zeichen-ü", "0123456789abcdef\n"];

  it.each([...short, ...unsendable])("%j is refused by each way in, and never shown", async (token) => {
    const why = token.length < 16 ? `has ${token.length} characters and needs 16 at least` : "holds a space";
    const config = configFile("token.json", { controlToken: token });
    const refusals = await Promise.allSettled([
      readOptions([], { [PROTEXTING_EMULATOR_CONTROL_TOKEN]: token }),
      readOptions(["--config", config], {}),
      startEmulator({ port: 0, host: "0.0.0.0", controlToken: token }),
      startEmulator({ port: 0, controlToken: token }),
    ]);
    const messages = refusals.map((refusal) => String(Object(refusal).reason));
    expect(messages).toEqual(
      [
        PROTEXTING_EMULATOR_CONTROL_TOKEN,
        "controlToken of the config file",
        "controlToken",
        "controlToken",
      ].map((given) => expect.stringContaining(`Failed to read the control token: ${given} ${why}`)),
    );
    expect(messages.filter((message) => token.length > 1 && message.includes(token))).toEqual([]);
  });

  it("of 16 characters is taken by each of them, and the help says so", async () => {
    const token = "0123456789abcdef";
    const inFile = configFile("good-token.json", { controlToken: token });
    const of = async (args: readonly string[], environment: Readonly<Record<string, string>>) =>
      (await read(args, environment)).start.controlToken;
    expect(await of([], { [PROTEXTING_EMULATOR_CONTROL_TOKEN]: token })).toBe(token);
    expect(await of(["--config", inFile], {})).toBe(token);
    await using emulator = await startEmulator({ port: 0, host: "0.0.0.0", controlToken: token });
    expect(emulator.controlToken).toBe(token);
    expect(HELP).toContain("A control token has 16 characters at least");
  });
});

describe("a mistake in the options", () => {
  const broken = configFile("broken.json", "{");
  const misnamed = configFile("misnamed.json", { prot: 1 });
  const wrong = configFile("wrong.json", { settings: { limits: { rate: { limit: -1 } } } });

  it.each<[string[], Record<string, string>, string]>([
    [["--prot", "1"], {}, "Unknown option '--prot'"],
    [["extra"], {}, "Unexpected argument 'extra'"],
    [["--port", "x"], {}, '--port must be a whole number from 0 to 65535, not "x".'],
    [["--port", "65536"], {}, '--port must be a whole number from 0 to 65535, not "65536".'],
    [["--port", ""], {}, '--port must be a whole number from 0 to 65535, not "".'],
    [["--set", "segments"], {}, '--set takes key=value, not "segments".'],
    [["--set", "segment=gsm"], {}, "segment: there is no such key"],
    [["--set", "__proto__.x=1"], {}, "Failed to read the settings"],
    [
      [],
      { PROTEXTING_EMULATOR_PROT: "1" },
      "The environment variable PROTEXTING_EMULATOR_PROT names no option and no setting.",
    ],
    [
      ["--config", "/nowhere.json"],
      {},
      "Failed to read the config file /nowhere.json: it cannot be opened (ENOENT). Please name a file that can be read.",
    ],
    [["--config", broken], {}, `Failed to read the config file ${broken}: it is not JSON`],
    [
      ["--config", misnamed],
      {},
      `Failed to read the config file ${misnamed}: prot: there is no such key. Please see protexting emulate --help for what it may hold.`,
    ],
    [["--config", wrong], {}, "Failed to read the settings: limits.rate.limit: "],
  ])("is named: %j %j", async (args, environment, message) => {
    await expect(readOptions(args, environment)).rejects.toThrow(message);
  });
});
