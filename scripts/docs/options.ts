/** The table of the emulator's options, inside its guide. */
import { readFileSync } from "node:fs";
import { fileKeys, optionTable } from "../../src/emulator/option-table.ts";
import { paddedTable } from "./page.ts";

export const GUIDE = "docs/emulator.md";
const TABLE = /(?<=<!-- Made by `npm run docs`: options -->\n\n)(?:\|.*\n)+/;

/** @returns the guide with the table as the options are */
export function guideWithOptions(): string {
  const rows = optionTable
    .filter(({ name }) => name !== "settings" && name !== "help")
    .map(({ name, flag, takes, variable, byDefault = "", says }) => [
      flag === undefined ? "" : code(`--${flag}${takes === undefined ? "" : ` <${takes}>`}`),
      code(name === "set" ? "PROTEXTING_EMULATOR_<KEY>" : (variable ?? "")),
      byDefault,
      name === "config" ? `${says}: ${code(`{ ${fileKeys.map((key) => `"${key}"`).join(", ")} }`)}` : says,
    ]);
  const guide = readFileSync(new URL(`../../${GUIDE}`, import.meta.url), "utf8");
  return guide.replace(TABLE, `${paddedTable(["option", "environment", "default", ""], rows)}\n`);
}

function code(text: string): string {
  return text === "" ? "" : `\`${text}\``;
}
