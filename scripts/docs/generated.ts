/** The texts of what is made from code and from records: docs, and what the ledger says of live. */
import { seedJsonSchema } from "../../src/emulator/seed/seed-schema.ts";
import { magicFiles } from "../../src/protocol/magic-files.ts";
import { magicNumbers } from "../../src/protocol/magic-numbers.ts";
import { apiPages } from "./api-pages.ts";
import { endpointsPage, readme } from "./endpoints.ts";
import { fidelity } from "./fidelity.ts";
import type { GeneratedDoc } from "./generated-doc.ts";
import { liveStandings } from "./live.ts";
import { GUIDE, guideWithOptions } from "./options.ts";
import { outcomes } from "./outcomes.ts";
import { MADE, table } from "./page.ts";
import { records } from "./records.ts";
import { typesFiles } from "./types.ts";
import { vendorOpenApi } from "./vendor-openapi.ts";

export function generatedDocs(): readonly GeneratedDoc[] {
  const vendorDocument = vendorOpenApi();
  const standings = liveStandings();
  return [
    ...typesFiles(),
    { path: "docs/fidelity.md", text: fidelity(standings) },
    {
      path: "src/protocol/evidence/live-standings.json",
      text: `${JSON.stringify(standings, undefined, 2)}\n`,
    },
    { path: "src/client/records.ts", text: records() },
    { path: "README.md", text: readme() },
    { path: GUIDE, text: guideWithOptions() },
    {
      path: "src/emulator/control/protexting.openapi.json",
      text: `${JSON.stringify(vendorDocument, undefined, 2)}\n`,
    },
    ...apiPages(vendorDocument),
    { path: "docs/endpoints.md", text: endpointsPage() },
    { path: "docs/magic-numbers.md", text: magic() },
    { path: "docs/outcomes.md", text: outcomes() },
    { path: "fixtures/seeds/seed.schema.json", text: `${JSON.stringify(seedJsonSchema(), null, 2)}\n` },
  ];
}

function magic(): string {
  const rows = magicNumbers.map(({ nn, says }) => [`\`1 XXX 555 01${nn}\``, says]);
  const files = magicFiles.map(({ file, says }) => [`\`${file.replace("*", "<type>")}\``, says]);
  return `${MADE}

# Magic numbers

Fictional North American numbers, any area code, that end as their last two digits say. So a test in any language
causes a bounce, a refusal or a broken connection with nothing but the recipient. 00, 23 to 25, 30 and 45 to
99 are ordinary recipients. The codes: [refusals](refusals.md). \`--set magicNumbers=false\` turns them off.

${table(["recipient", "what happens"], rows)}

An MMS ends in the same way. One that is sent with \`MmsResend\` to \`1 XXX 555 0105\` is rejected and
[goes again as SMS](mms.md).

\`\`\`sh
curl -X POST "http://127.0.0.1:4280/v1/sms/send?access_token=test_bounce" \\
  -H "Content-Type: application/json" -d '{"MobilePhone":"16465550103","Message":"This will fail."}'
\`\`\`

# Magic files

The emulator fetches no media. What becomes of a [template](mms.md) is told by the name of the file at the end of its
\`ResourceLink\`, on whatever host; \`<type>\` is any type that is taken. \`--set magicFiles=false\` turns them off.

${table(["file", "what happens"], files)}
`;
}
