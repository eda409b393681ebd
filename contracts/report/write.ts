/** Reports in files. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf } from "../../src/shared/error-text.ts";
import type { Verification } from "../pact/verification/verdict.ts";
import { htmlReport } from "./html.ts";
import { jsonReport } from "./json.ts";

/** Paths of the reports; missing folders are made. */
export interface ReportFiles {
  readonly json?: string | undefined;
  readonly html?: string | undefined;
}

/** @throws Error when a file cannot be written */
export async function writeReports(verification: Verification, { json, html }: ReportFiles): Promise<void> {
  if (json !== undefined) await write(json, jsonReport(verification));
  if (html !== undefined) await write(html, htmlReport(verification));
}

async function write(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    const reason = messageOf(cause);
    throw new Error(
      `Failed to write the report: ${reason} (${file}). Please name a file that can be written.`,
      {
        cause,
      },
    );
  }
}
