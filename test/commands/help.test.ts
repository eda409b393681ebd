/** Help texts and the page of the commands hold what the commands take. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exitCodes } from "../../src/commands/exit-codes.ts";
import { sendOptions } from "../../src/commands/send-flags.ts";
import { call, start } from "./support.ts";

const page = readFileSync(new URL("../../docs/commands.md", import.meta.url), "utf8");
const names = ["balance", "report", "segments", "send"] as const;
/** Commands with a page and tests of their own. */
const others = ["emulate", "doctor"] as const;

describe.each(names)("protexting %s --help", (name) => {
  it("has its options, examples and exit codes, all of which the page has, too", async () => {
    const { code, stdout, stderr } = await call(name, ["--help", "--no-such-option"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(new RegExp(`^Usage: protexting ${name} [^]*\nOptions:\n[^]*\nExamples:\n`));
    const said = new Set(stdout.match(/--[a-z][a-z-]+/g));
    expect([...said].filter((option) => !page.includes(`\`${option}`))).toEqual([]);
    for (const number of Object.values(exitCodes).filter((one) => one !== exitCodes.partial)) {
      expect(stdout.slice(stdout.indexOf("Exit codes:"))).toMatch(new RegExp(`\\b${number}\\b`));
    }
  });

  it("lists each option in lines that fit a terminal", async () => {
    const { stdout } = await call(name, ["--help"]);
    expect(stdout.split("\n").filter((line) => line.length > 120)).toEqual([]);
  });
});

it("send --help and the page name all the options of send", async () => {
  const { stdout } = await call("send", ["--help"]);
  const options = Object.keys(sendOptions).map((option) => `--${option}`);
  expect(options.filter((option) => !stdout.includes(option))).toEqual([]);
  expect(options.filter((option) => !page.includes(`\`${option}`))).toEqual([]);
});

it("the page explains each exit code", () => {
  const rows = Array.from(page.matchAll(/^\| (\d+) +\|/gm), ([, code]) => Number(code));
  expect(rows).toEqual(Object.values(exitCodes));
});

it("protexting --help lists all commands, and one that is none is refused", async () => {
  const [help, unknown] = await Promise.all([start(["--help"], {}).ended, start(["sned"], {}).ended]);
  expect(help).toEqual({ code: 0, stdout: expect.stringContaining("  emulate "), stderr: "" });
  for (const name of [...names, ...others]) expect(help.stdout).toContain(`\n  ${name} `);
  expect(unknown).toEqual({
    code: 1,
    stdout: "",
    stderr: 'protexting: there is no command "sned". Please see protexting --help.\n',
  });
});
