/** Text of files that people write, whichever editor or shell it was. */
import { readFile } from "node:fs/promises";

/** @throws Error of the system */
export async function readText(path: string): Promise<string> {
  return textOf(await readFile(path));
}

/** Decodes by the byte-order mark, which is left out: UTF-16, as Windows PowerShell redirects, or else UTF-8. */
export function textOf(bytes: Uint8Array): string {
  const mark = `${bytes[0]} ${bytes[1]}`;
  const encoding = mark === "255 254" ? "utf-16le" : mark === "254 255" ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
