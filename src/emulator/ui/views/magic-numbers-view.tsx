/** Recipients, and files of media, that end as their number or name says. */
import { magicFiles } from "../../../protocol/magic-files.ts";
import { type Magic, magicNumbers } from "../../../protocol/magic-numbers.ts";
import { PhoneNumber } from "../components/phone-number.tsx";
import { accountPath, withQuery } from "../paths.ts";
import type { ViewRequest, ViewResult, ViewRoute } from "../route.ts";
import { SendCurl } from "./send-curl.tsx";
import { View } from "./view.tsx";

export const MAGIC = "/magic-numbers";

export const magicNumbersView: ViewRoute = { method: "get", path: MAGIC, show: showMagic };

/** With any area code; this one is New York's. */
const BEGINNING = "164655501";

/** One that is refused, to try. */
const FAILS = `${BEGINNING}03`;

const KINDS = {
  delivery: "How the delivery ends",
  refusal: "Refused",
  fault: "Goes wrong on the way",
} as const satisfies Record<Magic["kind"], string>;

function showMagic(visit: ViewRequest): ViewResult {
  const { settings } = visit.services;
  const found = withQuery(accountPath(visit.account.key), { q: FAILS });
  return {
    title: "Magic numbers",
    body: (
      <View name="magic-numbers">
        <header>
          <h1>Magic numbers</h1>
          <p class="hint">
            Fictional North American numbers, <code>1 XXX 555 01NN</code> with any area code, whose last two
            digits say what becomes of a message to them. All other numbers are ordinary recipients, 00 and 50
            to 99 among them.
          </p>
        </header>
        {!settings.magicNumbers && (
          <p class="note warn">
            They are switched off here (setting <code>magicNumbers</code>): these numbers are ordinary
            recipients.
          </p>
        )}
        <section class="card" aria-labelledby="try-title">
          <h2 id="try-title">Try one</h2>
          <SendCurl visit={visit} to={FAILS} />
          <p>
            It shows up <a href={found}>in the inbox</a>.
          </p>
        </section>
        {Object.entries(KINDS).map(([kind, title]) => (
          <section class="card" aria-labelledby={`magic-${kind}`}>
            <h2 id={`magic-${kind}`}>{title}</h2>
            <table class="rows">
              <thead>
                <tr>
                  <th scope="col">NN</th>
                  <th scope="col">For example</th>
                  <th scope="col">A message to it</th>
                </tr>
              </thead>
              <tbody>
                {magicNumbers
                  .filter(({ does }) => does.kind === kind)
                  .map(({ nn, says }) => (
                    <tr>
                      <th scope="row">{nn}</th>
                      <td>
                        <PhoneNumber digits={`${BEGINNING}${nn}`} />
                      </td>
                      <td>{says}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </section>
        ))}
        <section class="card" aria-labelledby="magic-files">
          <h2 id="magic-files">Files of MMS templates</h2>
          <p class="hint">The link is never fetched, so the file's name says what becomes of it.</p>
          <table class="rows">
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">Its template</th>
              </tr>
            </thead>
            <tbody>
              {magicFiles.map(({ file, says }) => (
                <tr>
                  <th scope="row">
                    <code>{file}</code>
                  </th>
                  <td>{says}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </View>
    ),
  };
}
