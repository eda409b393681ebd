/** Output of the commands: lines for people, JSON for scripts. */
import { styleText } from "node:util";
import { type Redact, redactor, redactValue } from "../client/redact/redact.ts";
import { visible, visibleJson } from "../shared/visible.ts";
import type { Environment, Machine, Screen } from "./machine.ts";

/** Part of a line. Its text may come from anywhere. */
export type Piece =
  | string
  | { readonly text: string; readonly style: "bold" | "dim" | "red" | "green" | "yellow" };

/** Something that keeps the last line of the terminal for itself, and makes room for others. */
export interface Footer {
  readonly clear: () => void;
  readonly draw: () => void;
}

/** Sole way out of the commands: takes the token out, and makes visible what a terminal would obey. */
export class Output {
  readonly json: boolean;
  readonly #machine: Machine;
  #redact: Redact = (text) => text;
  #footer: Footer | undefined;

  constructor(machine: Machine, json: boolean) {
    this.#machine = machine;
    this.json = json;
    this.hide(machine.environment["PROTEXTING_ACCESS_TOKEN"]);
  }

  /** Hides this secret from now on. */
  hide(secret: string | undefined): void {
    if (secret === undefined || secret === "") return;
    const before = this.#redact;
    const redact = redactor(secret);
    this.#redact = (text) => redact(before(text));
  }

  /** A line of the result; nothing when scripts read it. */
  line(...pieces: readonly Piece[]): void {
    if (!this.json) this.#write(this.#machine.stdout, pieces);
  }

  /** A line beside the result, on stderr. */
  note(...pieces: readonly Piece[]): void {
    this.#write(this.#machine.stderr, pieces);
  }

  /** A line of JSON; nothing when people read it. */
  document(value: unknown): void {
    if (!this.json) return;
    this.#footer?.clear();
    this.#machine.stdout.write(`${visibleJson(redactValue(value, this.#redact))}\n`);
    this.#footer?.draw();
  }

  /** Asks on stderr, for an answer on the same line. */
  ask(...pieces: readonly Piece[]): void {
    this.#machine.stderr.write(this.#render(this.#machine.stderr, pieces));
  }

  /** @returns what takes it away again */
  keepFooter(footer: Footer): () => void {
    this.#footer = footer;
    footer.draw();
    return () => {
      footer.clear();
      this.#footer = undefined;
    };
  }

  #write(screen: Screen, pieces: readonly Piece[]): void {
    this.#footer?.clear();
    screen.write(`${this.#render(screen, pieces)}\n`);
    this.#footer?.draw();
  }

  #render(screen: Screen, pieces: readonly Piece[]): string {
    const colours = hasColours(screen, this.#machine.environment);
    return pieces
      .map((piece) => {
        const { text, style } = typeof piece === "string" ? { text: piece, style: undefined } : piece;
        const shown = visible(this.#redact(text));
        // The machine's screen has been asked; the process's own may be another.
        return colours && style !== undefined ? styleText(style, shown, { validateStream: false }) : shown;
      })
      .join("");
  }
}

/** True when colours may be used, by the rules of no-color.org. */
function hasColours({ isTTY }: Screen, environment: Environment): boolean {
  return isTTY === true && (environment["NO_COLOR"] ?? "") === "" && environment["TERM"] !== "dumb";
}

/** `1 part`, `2 parts`, `1,000 parts`. */
export function countOf(count: number, one: string, several = `${one}s`): string {
  return `${new Intl.NumberFormat("en").format(count)} ${count === 1 ? one : several}`;
}
