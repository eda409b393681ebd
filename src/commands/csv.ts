/** A file of comma-separated values (RFC 4180) as records that know their lines. */
import { CsvError, parse } from "csv-parse/sync";
import { ListError } from "./failures.ts";

export interface CsvRecord {
  /** Line on which it begins, counted from 1. */
  readonly line: number;
  readonly values: readonly string[];
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Records without any value, as spreadsheets leave them at the end, are passed over.
 *
 * @throws ListError, with the line, for bytes that are not UTF-8 and for quotes that are not closed or out of place
 */
export function readCsv(bytes: Uint8Array, delimiter: string): readonly CsvRecord[] {
  // Counted here, as the parser takes the CR and LF of a line end within quotes for two.
  const lines = new LineCounter(bytes);
  checkUtf8(bytes);
  const records: CsvRecord[] = [];
  try {
    parse(Buffer.from(bytes), {
      bom: true,
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record(values: readonly string[], { bytes: end }: { readonly bytes: number }) {
        const line = lines.beginOfRecord();
        lines.advance(end);
        if (values.some((value) => value.trim() !== "")) records.push({ line, values });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw broken(lines.beginOfRecord(), quoteProblem(error));
  }
  return records;
}

function quoteProblem({ code, message }: CsvError): string {
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return 'a quote (") that begins here is never closed';
    case "CSV_INVALID_CLOSING_QUOTE":
      return 'something follows a closing quote; within quotes, a quote is written ""';
    case "INVALID_OPENING_QUOTE":
      return 'a quote (") stands in a value without quotes around it';
    default:
      return message;
  }
}

function checkUtf8(bytes: Uint8Array): void {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, start);
    const next = end < 0 ? bytes.length : end + 1;
    try {
      decoder.decode(bytes.subarray(start, next));
    } catch {
      throw broken(line, "it is not UTF-8");
    }
    start = next;
  }
}

function broken(line: number, problem: string): ListError {
  return new ListError("Failed to read the list: it is no proper CSV. Nothing was sent. Please correct it.", [
    { line, problem },
  ]);
}

class LineCounter {
  readonly #bytes: Uint8Array;
  #position = 0;
  #line = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The line of the next byte that is no line end. */
  beginOfRecord(): number {
    let position = this.#position;
    while (isLineEnd(this.#bytes[position])) position++;
    this.advance(position);
    return this.#line;
  }

  advance(position: number): void {
    for (; this.#position < position; this.#position++) {
      const byte = this.#bytes[this.#position];
      const isFirstOfTwo = byte === CARRIAGE_RETURN && this.#bytes[this.#position + 1] === LINE_FEED;
      if (isLineEnd(byte) && !isFirstOfTwo) this.#line++;
    }
  }
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}
