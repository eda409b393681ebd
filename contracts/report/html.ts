/**
 * A verification as one page: no script, nothing loaded from anywhere, and a policy in the page itself that forbids
 * both. The filter is radio buttons and CSS.
 */
import { createHash } from "node:crypto";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import {
  countOutcomes,
  type Mismatch,
  OUTCOMES,
  type Outcome,
  type Verdict,
  type Verification,
} from "../pact/verification/verdict.ts";
import { html, type Markup } from "./markup.ts";
import { STYLE } from "./style.ts";
import { byEndpoint, circumstanceText, countsText, outcomeText, sourcesText } from "./words.ts";

const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/** The whole document. */
export function htmlReport(verification: Verification): string {
  const { verdicts, problems, target, at, passed } = verification;
  const counts = countOutcomes(verdicts);
  const word = passed ? "passed" : "not passed";
  const head = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${target}: ${word}</title>`;
  const body = html`</head>
<body>
<header>
<h1>Contract verification <span class="badge ${passed ? "verified" : "failed"}">${word}</span></h1>
<dl class="facts"><div><dt>Target</dt><dd>${target}</dd></div><div><dt>Begun</dt><dd><time datetime="${at}">${at}</time></dd></div><div><dt>Outcome</dt><dd>${countsText(verification)}</dd></div></dl>
${problems.length === 0 ? "" : problemList(problems)}
</header>
<main>
<fieldset class="filter"><legend>Show</legend>
${choice("all", verdicts.length, true)}
${OUTCOMES.map((outcome) => choice(outcome, counts[outcome], false))}
</fieldset>
${byEndpoint(verdicts).map(({ endpoint, verdicts: own }) => endpointSection(endpoint, own))}
</main>
<footer>
<p>What an expectation rests on: <b>documented</b> by the vendor, <b>recorded</b> from a real application on the vendor's framework, or <b>assumed</b>. The rules are those of docs/fidelity.md, by their names there. Where an expectation rests on something recorded or assumed, its failure on the live API is a finding, not a broken client.</p>
</footer>
</body>
</html>
`;
  // Ours, and hashed as it stands, so not escaped.
  return `${head}\n<style>${STYLE}</style>\n${body}`;
}

function problemList(problems: readonly string[]): Markup {
  const items = problems.map((problem) => html`<li>${problem}</li>`);
  return html`<section class="problems"><h2>The run as a whole</h2><ul>${items}</ul></section>`;
}

function choice(name: Outcome | "all", count: number, checked: boolean): Markup {
  const state = checked ? html` checked` : "";
  return html`<label class="${name}"><input type="radio" name="show" id="show-${name}"${state}> ${name} <b>${count}</b></label>
`;
}

function endpointSection(endpoint: string, verdicts: readonly Verdict[]): Markup {
  const classes = OUTCOMES.filter((outcome) => verdicts.some((verdict) => verdict.outcome === outcome));
  return html`<section class="endpoint ${classes.map((name) => `has-${name}`).join(" ")}"><h2>${endpoint}</h2>
${verdicts.map(interaction)}</section>
`;
}

function interaction(verdict: Verdict): Markup {
  const { outcome, format, touches, reason, circumstance, mismatches, restsOn } = verdict;
  const open = outcome === "failed" ? html` open` : "";
  return html`<details class="interaction ${outcome}"${open}><summary><span class="badge ${outcome}">${outcome}</span><span class="format">${format.toUpperCase()}</span><span class="text">${outcomeText(verdict)}</span><span class="sources">${sourcesText(verdict)}</span></summary>
<div class="inside">${reason === undefined ? "" : html`<p>${reason}</p>`}${circumstance === undefined ? "" : html`<p>${circumstanceText(circumstance)}</p>`}${mismatches.length === 0 ? "" : comparison(mismatches)}
<p class="quiet">On the live API: <b>${touches}</b>. Rests on:</p>
<ul class="rules">${restsOn.map(rule)}</ul></div>
</details>
`;
}

function comparison(mismatches: readonly Mismatch[]): Markup {
  const rows = mismatches.map(
    ({ where, expected, got, says }) =>
      html`<tbody><tr><th scope="row">${where}</th><td>${value(expected)}</td><td>${value(got)}</td></tr><tr class="says"><td></td><td colspan="2">${says}</td></tr></tbody>`,
  );
  return html`<div class="scroll"><table><thead><tr><th scope="col">where</th><th scope="col">expected</th><th scope="col">got</th></tr></thead>${rows}</table></div>`;
}

function value(text: string | undefined): Markup {
  return text === undefined ? html`<span class="quiet">nothing</span>` : html`<code>${text}</code>`;
}

const SAYS = new Map(ledgerEntries().map(({ id, says }) => [id, says]));

function rule({ id, source }: Verdict["restsOn"][number]): Markup {
  return html`<li><code>${id}</code> <span class="source ${source}">${source}</span> ${SAYS.get(id) ?? ""}</li>`;
}
