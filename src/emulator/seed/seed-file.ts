/** A seed in a file. */
import { basename } from "node:path";
import { readText } from "../../node/text-file.ts";

/**
 * @returns what stands in it, unread, and what to call it
 * @throws Error when it cannot be opened or is not JSON
 */
export async function openSeedFile(
  path: string,
): Promise<{ readonly data: unknown; readonly dataIs: string }> {
  let text: string;
  try {
    text = await readText(path);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Error(`Failed to read the seed file ${path}: it cannot be opened (${reason}).`, {
      cause: error,
    });
  }
  try {
    return { data: JSON.parse(text), dataIs: `seed file ${basename(path)}` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : "malformed";
    throw new Error(`Failed to read the seed file ${path}: it is not JSON (${reason}).`, { cause: error });
  }
}
