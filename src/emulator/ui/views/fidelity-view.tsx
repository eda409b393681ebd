/** The evidence ledger: every rule, where it comes from, and what it is worth on the live API. */
import type { Source } from "../../../protocol/evidence/entry.ts";
import { standingText } from "../../../protocol/evidence/live.ts";
import { isKeyOf } from "../../../shared/is-key-of.ts";
import type { EvidenceView } from "../../types/views.ts";
import { count } from "../components/count.ts";
import { VisibleText } from "../components/visible-text.tsx";
import { accountPath, withQuery } from "../paths.ts";
import type { ViewRequest, ViewResult, ViewRoute } from "../route.ts";
import { View } from "./view.tsx";

export const FIDELITY = "/fidelity";

export const fidelityView: ViewRoute = { method: "get", path: FIDELITY, show: showFidelity };

const SOURCES: Readonly<Record<Source, string>> = {
  documented: "a page of the vendor says or shows it",
  recorded: "seen from a real application on the vendor's framework",
  assumed: "nobody outside knows; a setting changes it",
  own: "the toolkit's own, without a counterpart at the vendor",
};

function showFidelity(visit: ViewRequest): ViewResult {
  const { items } = visit.services.operations.evidence();
  const source = visit.query.get("source") ?? "";
  const words = (visit.query.get("q") ?? "").trim();
  const found = items.filter((entry) => (source === "" || entry.source === source) && holds(entry, words));
  const path = accountPath(visit.account.key, FIDELITY);
  return {
    title: "Fidelity",
    body: (
      <View name={`fidelity${visit.query}`}>
        <header>
          <h1>Fidelity</h1>
          <p class="hint">
            Every rule the emulator follows, how we know it, and whether the live API has been seen to follow
            it.
          </p>
        </header>
        <nav aria-label="Sources">
          <ul class="chips">
            <li>
              <a
                href={withQuery(path, { q: words || undefined })}
                aria-current={source === "" ? "true" : undefined}
              >
                all <strong>{items.length}</strong>
              </a>
            </li>
            {Object.entries(SOURCES).map(([name, says]) => (
              <li>
                <a
                  href={withQuery(path, { source: name, q: words || undefined })}
                  aria-current={source === name ? "true" : undefined}
                  title={says}
                >
                  {name} <strong>{items.filter((entry) => entry.source === name).length}</strong>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <form class="filters" role="search" method="get" action={path}>
          {source !== "" && <input type="hidden" name="source" value={source} />}
          <div class="field">
            <label for="rule-words">In a rule or its name</label>
            <input id="rule-words" name="q" type="search" value={words} maxlength={200} />
          </div>
          <button type="submit">Find</button>
        </form>
        <p class="hint" role="status">
          {count(found.length, "rule")}
          {isKeyOf(SOURCES, source) && `: ${SOURCES[source]}`}
        </p>
        <ul class="rules">
          {found.map((entry) => (
            <Entry entry={entry} />
          ))}
        </ul>
        {found.length === 0 && (
          <p>
            No rule says so. <a href={path}>All rules</a>
          </p>
        )}
      </View>
    ),
  };
}

function holds({ id, says, reference }: EvidenceView, words: string): boolean {
  return `${id} ${says} ${reference}`.toLowerCase().includes(words.toLowerCase());
}

function Entry({ entry }: { readonly entry: EvidenceView }) {
  const { id, source, says, reference, deviation, live } = entry;
  return (
    <li class="rule" id={`rule-${id}`}>
      <p>
        <code>{id}</code> <span class={`badge source ${source}`}>{source}</span>
        <Live standing={live} />
      </p>
      <p>{says}</p>
      <p class="hint">
        Source: {reference}
        {entry.source === "assumed" && (
          <>
            ; setting <code>{entry.setting}</code>
          </>
        )}
        {deviation !== undefined && <>. {deviation}</>}
      </p>
      {"differed" in live && live.differed.length > 0 && (
        <p class="hint">
          Speak against it: <VisibleText text={live.differed.join(", ")} limit={400} />
        </p>
      )}
    </li>
  );
}

const TONES = {
  verified: "good",
  contradicted: "bad",
  "in doubt": "warn",
  "never verified": "",
  "does not apply": "",
} as const;

function Live({ standing }: { readonly standing: EvidenceView["live"] }) {
  const text = standingText(standing);
  return text === "" ? null : <span class={`badge ${TONES[standing.standing]}`}>{text}</span>;
}
