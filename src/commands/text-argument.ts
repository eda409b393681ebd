import { SetupError } from "./failures.ts";
import type { Input } from "./machine.ts";

/**
 * @param argument the text, or `-` for all of stdin without the line end at its end
 * @throws SetupError for what is not UTF-8
 */
export async function readText(argument: string, stdin: Input): Promise<string> {
  if (argument !== "-") return argument;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)).replace(/\r?\n$/, "");
  } catch (error) {
    throw new SetupError("Failed to read the text: stdin is not UTF-8. Please convert it.", { cause: error });
  }
}
