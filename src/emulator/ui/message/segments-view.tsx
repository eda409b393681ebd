/** How a text is cut into parts, by both rules side by side. */
import { measure } from "../../../protocol/segments.ts";
import { count } from "../components/count.ts";
import { codePoint, Hidden, isHidden, VisibleText } from "../components/visible-text.tsx";
import { type Cut, cutText, savingOf, type TextRun } from "./segments.ts";

/** Characters (UTF-16 code units) that are drawn; a text that can be sent has at most 1544. */
const DRAWN = 2000;
/** Different characters that are named. */
const NAMED = 12;

interface SegmentsProps {
  readonly text: string;
  /** Which figure is charged. */
  readonly charged: "documented" | "gsm";
  /** An MMS is not cut; only its text is measured. */
  readonly isMms: boolean;
}

export function Segments({ text, charged, isMms }: SegmentsProps) {
  const drawn = text.slice(0, DRAWN);
  const { encoding, characters, units, parts } = measure(text);
  return (
    <section class="card" aria-labelledby="segments-title">
      <h3 id="segments-title">Segments</h3>
      <dl class="figures">
        <div>
          <dt>Alphabet</dt>
          <dd>{encoding}</dd>
        </div>
        <div>
          <dt>Characters</dt>
          <dd>{characters}</dd>
        </div>
        <div>
          <dt>{encoding === "GSM-7" ? "Septets" : "Code units"}</dt>
          <dd>{units}</dd>
        </div>
        <div>
          <dt>Parts, as documented</dt>
          <dd>{parts.documented}</dd>
        </div>
        <div>
          <dt>Parts, GSM</dt>
          <dd>{parts.gsm}</dd>
        </div>
      </dl>
      {isMms && <p class="hint">An MMS is not cut into parts; this is what its text would be as SMS.</p>}
      {parts.documented !== parts.gsm && (
        <p class="note warn">
          The two figures differ. Charged is the {charged === "gsm" ? "GSM" : "documented"} one (setting{" "}
          <code>segments</code>); a phone network would send {count(parts.gsm, "part")}.
        </p>
      )}
      <Savings text={text} />
      <CutView cut={cutText(drawn, "documented")} name="As documented" />
      <CutView cut={cutText(drawn, "gsm")} name="GSM" />
      {drawn.length < text.length && <p class="hint">Only the first {DRAWN} characters are drawn.</p>}
      <p class="legend">
        <mark class="double">€</mark> takes two septets <mark class="forces">ж</mark> forces UCS-2
      </p>
    </section>
  );
}

function Savings({ text }: { readonly text: string }) {
  const saving = savingOf(text);
  if (saving === undefined) return null;
  const { forcing, without } = saving;
  return (
    <p class="note">
      {forcing.slice(0, NAMED).map(({ character, times }) => (
        <span class="forcing">
          <mark class="forces">
            <VisibleText text={character} />
          </mark>{" "}
          {codePoint(character)}
          {times > 1 && ` ×${times}`}{" "}
        </span>
      ))}
      {forcing.length > NAMED && `and ${forcing.length - NAMED} more `}
      {forcing.length === 1 ? "is" : "are"} outside the GSM alphabet. Without, it would be{" "}
      {count(without.parts.documented, "part")} as documented and {without.parts.gsm} by GSM.
    </p>
  );
}

function CutView({ cut, name }: { readonly cut: Cut; readonly name: string }) {
  const { parts, unitsLeft } = cut;
  return (
    <div class="cut">
      <h4>
        {name}: {count(parts.length, "part")}{" "}
        <span class="hint">{count(unitsLeft, "unit")} left in the last</span>
      </h4>
      <ol class="parts">
        {parts.map(({ runs, units }, index) => (
          <li class="part">
            <span class="part-head">
              {index + 1} <span class="hint">{count(units, "unit")}</span>
            </span>
            <bdi class="text">
              {runs.map((run) => (
                <RunView run={run} />
              ))}
            </bdi>
          </li>
        ))}
      </ol>
    </div>
  );
}

function RunView({ run: { mark, text } }: { readonly run: TextRun }) {
  const shown = Array.from(text).some((character) => character !== "\n" && isHidden(character)) ? (
    Array.from(text, (character) =>
      character !== "\n" && isHidden(character) ? <Hidden character={character} /> : character,
    )
  ) : (
    <>{text}</>
  );
  return mark === "plain" ? <>{shown}</> : <mark class={mark}>{shown}</mark>;
}
