/** How the page of a verification looks. */
import { OUTCOMES } from "../pact/verification/verdict.ts";

/** With one outcome chosen, the others go, and so do endpoints that have none of it. */
const filters = OUTCOMES.map(
  (outcome) =>
    `body:has(#show-${outcome}:checked) :is(.interaction:not(.${outcome}),.endpoint:not(.has-${outcome})){display:none}`,
).join("\n");

export const STYLE = `
:root{color-scheme:light dark;--back:#f6f7f9;--card:#fff;--ink:#1b2430;--quiet:#5a6575;--line:#dde2e9;--verified:#1d6b3a;--failed:#a8201a;--skipped:#57616f;--pending:#7a5200;--missing:#5b3b8c}
@media (prefers-color-scheme:dark){:root{--back:#12161c;--card:#1b212a;--ink:#e7ebf0;--quiet:#a2adbb;--line:#313a46;--verified:#7fd39b;--failed:#ff9a92;--skipped:#b3bcc8;--pending:#f0c060;--missing:#c8aef5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:1.5rem 1rem 3rem;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0 0 1rem;display:flex;gap:.75rem;align-items:center;flex-wrap:wrap}
h2{font-size:1rem;margin:0 0 .5rem}
code{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
.quiet,.sources,dt{color:var(--quiet)}
.facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:0 0 1rem}
dt{font-size:.8rem}
dd{margin:0;overflow-wrap:anywhere}
.badge{display:inline-block;border:1px solid;border-radius:1rem;padding:0 .6rem;font-size:.8rem;font-weight:600;white-space:nowrap}
${OUTCOMES.map((outcome) => `.badge.${outcome},.filter .${outcome} b{color:var(--${outcome})}`).join("\n")}
.problems{border:1px solid var(--failed);border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1rem;background:var(--card)}
.problems ul{margin:0;padding-left:1.2rem;overflow-wrap:anywhere}
.filter{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card);margin:0 0 1.25rem;padding:.5rem 1rem}
.filter label{display:inline-flex;gap:.35rem;align-items:center;cursor:pointer}
.endpoint{margin:0 0 1.25rem}
.interaction{background:var(--card);border:1px solid var(--line);margin-top:-1px}
.endpoint .interaction:first-of-type{border-radius:.5rem .5rem 0 0}
.endpoint .interaction:last-of-type{border-radius:0 0 .5rem .5rem}
.endpoint .interaction:only-of-type{border-radius:.5rem}
summary{display:grid;grid-template-columns:5.5rem 3rem 1fr auto;gap:.25rem .75rem;align-items:center;padding:.4rem .75rem;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary:focus-visible,input:focus-visible{outline:2px solid currentColor;outline-offset:1px}
summary .badge{justify-self:start}
.format{font-size:.8rem;color:var(--quiet)}
.sources{font-size:.8rem}
.text{overflow-wrap:anywhere}
.inside{padding:.25rem .75rem .75rem;border-top:1px solid var(--line)}
.inside p{margin:.5rem 0 .25rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}
thead th{font-size:.8rem;color:var(--quiet);font-weight:400}
tbody th{font:600 13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere;min-width:6rem;max-width:18rem}
tbody{border-top:1px solid var(--line)}
.says{color:var(--quiet);font-size:.85rem}
.rules{margin:0;padding-left:1.2rem;font-size:.9rem}
.source{font-size:.8rem;font-weight:600;color:var(--verified)}
.source.recorded{color:var(--pending)}
.source.assumed{color:var(--missing)}
.source.own{color:var(--quiet)}
footer{color:var(--quiet);font-size:.9rem}
@media (max-width:40rem){summary{grid-template-columns:auto auto 1fr}.text,.sources{grid-column:1/-1}}
${filters}
`;
