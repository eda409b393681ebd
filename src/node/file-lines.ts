/** A file of lines, read in blocks: no line but the longest need fit into memory. */
import type { FileHandle } from "node:fs/promises";

const BLOCK_BYTES = 64 * 1024;

/**
 * The lines of a file, without a byte-order mark.
 *
 * @param last whether to keep a last line without an end, or to drop it as cut short
 */
export async function* linesOf(
  handle: FileHandle,
  last: "keep" | "drop",
): AsyncGenerator<string, void, undefined> {
  const block = Buffer.alloc(BLOCK_BYTES);
  const decoder = new TextDecoder();
  let begun: string[] = [];
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(block, 0, block.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const [first = "", ...others] = decoder
      .decode(block.subarray(0, bytesRead), { stream: true })
      .split("\n");
    begun.push(first);
    const rest = others.pop();
    if (rest === undefined) continue;
    yield begun.join("");
    yield* others;
    begun = [rest];
  }
  const cut = begun.join("") + decoder.decode();
  if (last === "keep" && cut !== "") yield cut;
}
