/** Results of a search: numbers that begin or end with the digits, and messages that contain the words. */
import type { NumberMatches, SearchCursor, TextMatches } from "../../store/conversations/types.ts";
import { count } from "../components/count.ts";
import { Recently } from "../components/moment.tsx";
import { PhoneNumber } from "../components/phone-number.tsx";
import { VisibleText } from "../components/visible-text.tsx";
import { accountPath, entryPath, withQuery } from "../paths.ts";
import type { ViewRequest } from "../route.ts";
import { Outcome, Row, Snippet, timeOf } from "./conversation-list.tsx";
import { entryName } from "./entry-name.ts";

export function SearchForm({ visit, words }: { readonly visit: ViewRequest; readonly words: string }) {
  return (
    <form class="search" role="search" method="get" action={accountPath(visit.account.key)}>
      <label for="q" class="sr">
        Search numbers and texts
      </label>
      <input id="q" name="q" type="search" value={words} maxlength={200} placeholder="Number or text" />
      <button type="submit">Search</button>
    </form>
  );
}

interface FoundProps {
  readonly visit: ViewRequest;
  readonly words: string;
  /** Matching numbers; undefined when the words are not a number. */
  readonly numbers: NumberMatches | undefined;
  readonly texts: TextMatches;
}

export function Found({ visit, words, numbers, texts }: FoundProps) {
  const { key } = visit.account;
  return (
    <>
      <p class="more">
        <a href={accountPath(key)}>All conversations</a>
      </p>
      {numbers !== undefined && (
        <section aria-labelledby="numbers-title">
          <h2 id="numbers-title" class="group">
            Numbers
          </h2>
          {numbers.items.length === 0 && (
            <p class="hint">None begins or ends so: please give its first or its last digits.</p>
          )}
          <ul class="conversations">
            {numbers.items.map((summary) => (
              <Row visit={visit} summary={summary} isOpen={false} />
            ))}
          </ul>
          {numbers.more && <p class="hint">There are more: please give more digits.</p>}
        </section>
      )}
      <section aria-labelledby="texts-title">
        <h2 id="texts-title" class="group">
          Messages
        </h2>
        <ul class="conversations">
          {texts.items.map(({ recipient, entry }) => (
            <li>
              <a
                class="conversation"
                href={withQuery(entryPath(key, recipient, entryName(entry)), {
                  before: String(entry.place + 1),
                })}
              >
                <span class="who">
                  <PhoneNumber digits={recipient} />
                </span>
                <Recently at={timeOf(entry)} zone={visit.zone} now={visit.now} />
                <span class="snippet">
                  <Snippet entry={entry} />
                </span>
                <Outcome entry={entry} now={visit.now} />
              </a>
            </li>
          ))}
        </ul>
        <p class="hint">
          {texts.items.length === 0 && (
            <>
              Nothing holds “<VisibleText text={words} limit={60} />
              ”.{" "}
            </>
          )}
          {count(texts.looked, "message")} looked through{texts.next === null ? ", which is all." : "."}
        </p>
        {texts.next !== null && (
          <p class="more">
            <a href={withQuery(accountPath(key), { q: words, from: writeCursor(texts.next) })}>
              Look through older messages
            </a>
          </p>
        )}
      </section>
    </>
  );
}

function writeCursor({ sent, received, refused }: SearchCursor): string {
  return `${sent}.${received}.${refused}`;
}

/** @returns undefined when it is not a cursor */
export function readCursor(text: string | null): SearchCursor | undefined {
  const [, sent, received, refused] = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/.exec(text ?? "") ?? [];
  if (sent === undefined) return undefined;
  return { sent: Number(sent), received: Number(received), refused: Number(refused) };
}
