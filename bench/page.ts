/**
 * How long the page takes where very many messages have been sent: from the request to the last byte, on loopback. The
 * first view builds the index of conversations, which all later ones are looked up in.
 */
import { post } from "./processes.ts";
import { type Line, milliseconds } from "./report.ts";

const VIEWS = 50;
const FIRST_VIEWS = 5;
/** The whole of the first view; milliseconds. */
const TARGET_MS = 100;

const kibibytes = (value: number): string => `${(value / 1024).toFixed(1)} KiB`;
const tenths = (value: number): string => `${value.toFixed(1)} ms`;

interface AccountView {
  readonly html: string;
  readonly ms: number;
}

/** @param port of an emulator that has been sent its messages */
export async function pageLines(port: number): Promise<readonly Line[]> {
  const see = (path: string): Promise<AccountView> => view(`http://127.0.0.1:${port}${path}`);
  // Brings the messages to their final status, which nearly all stored ones have.
  await post(port, "/_emulator/clock/advance", JSON.stringify({ by: "1m" }));
  // Loads the page's code first, since that is not part of a view.
  await see("/_emulator/page/a/nobody");
  const veryFirst = await see("/");
  const first = await bestFirstView(port, see, veryFirst);
  const later = await median(() => see("/"));
  const address = linkIn(first.html, /href="([^"]+\/with\/\d+)"/);
  const conversation = await median(() => see(address));
  const message = linkIn((await see(address)).html, /href="([^"]+\/[0-9a-f]{40})"/);
  const detail = await median(() => see(message));
  const account = linkIn(first.html, /href="(\/_emulator\/page\/a\/[0-9a-f]+)"/);
  const byNumber = await median(() => see(`${account}?q=2015550150`));
  const byText = await median(() => see(`${account}?q=nobody+wrote+this`));
  return [
    { figure: "page, 100,000 messages, very first view", value: veryFirst.ms, show: milliseconds },
    {
      figure: "page, 100,000 messages, first view",
      value: first.ms,
      show: milliseconds,
      target: { atMost: TARGET_MS },
    },
    {
      figure: "page, 100,000 messages, later views",
      value: later,
      show: tenths,
      target: { atMost: TARGET_MS },
    },
    { figure: "page, a conversation", value: conversation, show: tenths },
    { figure: "page, a message", value: detail, show: tenths },
    { figure: "page, search for a number", value: byNumber, show: tenths },
    { figure: "page, search for a text that nobody wrote", value: byText, show: tenths },
    { figure: "page, weight of the first view", value: Buffer.byteLength(first.html), show: kibibytes },
  ];
}

/** The best of several; with the journal the index goes, and is built anew. */
async function bestFirstView(
  port: number,
  see: (path: string) => Promise<AccountView>,
  veryFirst: AccountView,
): Promise<AccountView> {
  let best = veryFirst;
  for (let number = 1; number < FIRST_VIEWS; number++) {
    await clearJournal(port);
    const again = await see("/");
    if (again.ms < best.ms) best = again;
  }
  return best;
}

async function clearJournal(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/_emulator/journal`, { method: "DELETE" });
  await response.arrayBuffer();
}

async function view(url: string): Promise<AccountView> {
  const begun = performance.now();
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  const html = await response.text();
  return { html, ms: performance.now() - begun };
}

/** Milliseconds. */
async function median(see: () => Promise<AccountView>): Promise<number> {
  const times: number[] = [];
  for (let number = 0; number < VIEWS; number++) times.push((await see()).ms);
  return times.sort((a, b) => a - b)[VIEWS >> 1] ?? Number.NaN;
}

function linkIn(html: string, pattern: RegExp): string {
  const [, link] = pattern.exec(html) ?? [];
  if (link === undefined) throw new Error(`Failed to measure the page: it has no link like ${pattern}.`);
  return link;
}
