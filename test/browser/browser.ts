/**
 * The browser that tests look at the page with: Debian's Chromium. A machine that has none says so, and the tests are
 * skipped; in CI that is a failure, so that a green run cannot be taken for more than it was.
 */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { inject, type TestContext } from "vitest";

const CANDIDATES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const given = process.env["PROTEXTING_CHROMIUM"];
const executablePath = given ?? CANDIDATES.find((path) => existsSync(path));
const isCi = (process.env["CI"] ?? "") !== "";

if (executablePath === undefined) {
  process.stderr.write(
    "\nNOT RUN: the tests of the page in a browser, since this machine has none. Please run: apt-get install chromium, or name one in PROTEXTING_CHROMIUM\n",
  );
}

/** In CI the test runs, and fails. */
export function skipWithoutBrowser({ skip }: TestContext): void {
  if (executablePath === undefined && !isCi)
    skip("there is no browser on this machine (apt-get install chromium)");
}

let connected: Promise<Browser> | undefined;

/** One for all tests of a run. @throws Error where there is none, or where it does not start */
export function browser(): Promise<Browser> {
  if (executablePath === undefined) {
    throw new Error(
      "Failed to look at the page: there is no browser. Please run: apt-get install chromium, or name one in PROTEXTING_CHROMIUM.",
    );
  }
  return (connected ??= connect(executablePath));
}

async function connect(path: string): Promise<Browser> {
  const answer = await fetch(`${inject("shared")}/browser?${encodeURIComponent(path)}`);
  if (!answer.ok) throw new Error(await answer.text());
  return await chromium.connect(await answer.json());
}
