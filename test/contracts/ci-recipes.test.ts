/** docs/ci: the workflows are what GitHub can read, and what they run is there. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import * as z from "zod";
import { run as runDrift } from "../../contracts/drift/cli.ts";
import { HELP as LIVE_HELP } from "../../contracts/live/help.ts";
import { HELP } from "../../src/emulator/cli-options.ts";
import { fakeMachine } from "../commands/support.ts";

const root = new URL("../../", import.meta.url);
const folder = new URL("docs/ci/", root);
const files = readdirSync(folder).filter((name) => name.endsWith(".yml"));

const environment = z.record(z.string(), z.string());
const step = z.strictObject({
  name: z.string().optional(),
  uses: z
    .string()
    .regex(/^actions\/(checkout|setup-node|upload-artifact)@v\d+$/)
    .optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  if: z.string().optional(),
  env: environment.optional(),
  run: z.string().optional(),
});
const job = z.strictObject({
  "runs-on": z.string(),
  environment: z.string().optional(),
  "timeout-minutes": z.int().max(30),
  steps: z.array(step),
});
const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.strictObject({ contents: z.literal("read") }),
  concurrency: z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() }),
  jobs: z.record(z.string(), job),
});

const { scripts } = z
  .looseObject({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(new URL("package.json", root), "utf8")));

function textOf(name: string): string {
  return readFileSync(new URL(name, folder), "utf8");
}

function workflowOf(name: string) {
  const document = parseDocument(textOf(name), { strict: true, uniqueKeys: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return workflow.parse(document.toJS());
}

function stepsOf(name: string) {
  return Object.values(workflowOf(name).jobs).flatMap(({ steps }) => steps);
}

/** Calls of npm in a page or workflow: the script, and the options it is given. */
function calls(text: string): readonly { readonly script: string; readonly flags: readonly string[] }[] {
  const found = text.matchAll(/npm (?:run (?:--silent )?)?(start|[a-z]+:[a-z]+|drift)\b([^\n`]*)/g);
  return Array.from(found, ([, script = "", rest = ""]) => ({
    script,
    flags: rest.match(/--[a-z][a-z-]*/g)?.filter((flag) => flag !== "--silent") ?? [],
  }));
}

async function helpOf(script: string): Promise<string> {
  switch (script) {
    case "verify:live":
      return LIVE_HELP;
    case "verify:emulator":
      return readFileSync(new URL("contracts/provider/main.ts", root), "utf8");
    case "drift": {
      const fake = fakeMachine();
      await runDrift(["--help"], fake.machine);
      return fake.stdout();
    }
    case "start":
      return HELP;
    default:
      return "";
  }
}

describe("the recipes for continuous integration", () => {
  it("are a contract on every push and a check of live every night", () => {
    expect(files.sort()).toEqual(["contract.yml", "live.yml"]);
    expect(Object.keys(workflowOf("contract.yml").on)).toEqual(["push", "pull_request"]);
    expect(Object.keys(workflowOf("live.yml").on)).toEqual(["schedule", "workflow_dispatch"]);
  });

  it.each(["contract.yml", "live.yml", "README.md"])(
    "%s runs scripts that there are, with options they have",
    async (name) => {
      const found = calls(textOf(name));
      expect(found.length).toBeGreaterThan(0);
      for (const { script, flags } of found) {
        expect(Object.keys(scripts)).toContain(script);
        const help = await helpOf(script);
        for (const flag of flags) expect([script, flag, help.includes(flag)]).toEqual([script, flag, true]);
      }
    },
  );

  it.each(files)("%s ends with its reports kept, whatever came out", (name) => {
    const last = stepsOf(name).at(-1);
    expect(last).toMatchObject({ if: "${{ !cancelled() }}", with: { path: "reports/" } });
  });
});

describe("the contract on every push", () => {
  it("has no secret", () => {
    expect(textOf("contract.yml")).not.toContain("secrets.");
  });
});

describe("the check of live", () => {
  const steps = stepsOf("live.yml");

  it("is guarded by an environment, one run at a time, none broken off", () => {
    const { jobs, concurrency } = workflowOf("live.yml");
    expect(Object.values(jobs).map((each) => each.environment)).toEqual(["live"]);
    expect(concurrency).toEqual({ group: "protexting-live", "cancel-in-progress": false });
  });

  it("gives the token to no step but those that ask live, and only with the switch", () => {
    for (const { env = {}, run = "" } of steps) {
      const asksLive = env["PROTEXTING_LIVE"] === "1";
      expect(env["PROTEXTING_ACCESS_TOKEN"]).toBe(
        asksLive ? "${{ secrets.PROTEXTING_ACCESS_TOKEN }}" : undefined,
      );
      expect(run).not.toContain("secrets.");
      expect(asksLive).toBe(/verify:live -- --json|drift/.test(run));
      // A process in the background keeps the environment of its step.
      expect(asksLive && / &$|npm start/m.test(run)).toBe(false);
    }
    expect(textOf("live.yml").match(/secrets\.PROTEXTING_ACCESS_TOKEN \}\}/g)).toHaveLength(2);
  });

  it("fails without the token, instead of planning and ending well", () => {
    const index = steps.findIndex(({ run = "" }) => run === 'test "$HAS_TOKEN" = true');
    expect(index).toBeGreaterThan(0);
    expect(index).toBeLessThan(steps.findIndex(({ env = {} }) => env["PROTEXTING_LIVE"] === "1"));
  });

  it("can spend nothing and touch nothing that is there", () => {
    expect(textOf("live.yml")).not.toMatch(/--(state|spends|recipient|credits|budget-file|given)\b/);
  });
});
