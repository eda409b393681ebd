/** Finds the access token: in the environment or a file, never on the command line. */
import { readFile, stat } from "node:fs/promises";
import { codeOf } from "../shared/error-text.ts";
import { SetupError, TokenError } from "./failures.ts";
import type { Environment } from "./machine.ts";
import type { Output } from "./output.ts";

/** Permission bits by which group and others may read a file. */
const READABLE_BY_OTHERS = 0o044;

/**
 * @param file wins over the environment
 * @throws TokenError when there is none, SetupError when the file cannot be read
 */
export async function findToken(
  file: string | undefined,
  environment: Environment,
  output: Output,
): Promise<string> {
  const token = file === undefined ? environment["PROTEXTING_ACCESS_TOKEN"] : await readToken(file, output);
  output.hide(token);
  if (token !== undefined && token !== "") return token;
  const what = file === undefined ? "PROTEXTING_ACCESS_TOKEN is not set" : `${file} is empty`;
  throw new TokenError(
    `Failed to find the access token: ${what}. Please set PROTEXTING_ACCESS_TOKEN, or give --token-file <file>.`,
  );
}

async function readToken(file: string, output: Output): Promise<string> {
  try {
    const { mode } = await stat(file);
    // Windows has no such bits and shows what it has as readable by all.
    if (process.platform !== "win32" && (mode & READABLE_BY_OTHERS) !== 0) {
      output.note({
        text: `Warning: others on this machine can read ${file}. Please run: chmod 600 ${file}`,
        style: "yellow",
      });
    }
    return (await readFile(file, "utf8")).replace(/^\uFEFF/, "").replace(/(?<![\r\n])[\r\n]+$/, "");
  } catch (error) {
    const code = codeOf(error) ?? "unknown";
    throw new SetupError(
      `Failed to read the access token: ${file} cannot be opened (${code}). Please check --token-file.`,
      { cause: error },
    );
  }
}
