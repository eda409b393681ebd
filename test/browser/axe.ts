/** Accessibility faults that axe finds in a page. The context must bypass the policy. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly string[];
}

/** Findings without the minor ones, in light colours and then in dark ones, of which only the contrast can differ. */
export async function findings(page: Page): Promise<readonly Finding[]> {
  await page.evaluate(axe);
  const found: Finding[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const rules = colorScheme === "light" ? {} : { runOnly: ["color-contrast"] };
    found.push(...(await violations(page, rules)));
  }
  return found.filter(({ impact }) => impact !== "minor");
}

async function violations(page: Page, rules: object): Promise<readonly Finding[]> {
  return await page.evaluate(async (options) => {
    const ran = await Reflect.get(window, "axe").run(options);
    return ran.violations.map(
      ({ id, impact, nodes }: { id: string; impact: string; nodes: { html: string }[] }) => ({
        id,
        impact,
        nodes: nodes.map(({ html }) => html),
      }),
    );
  }, rules);
}
