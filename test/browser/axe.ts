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

/** Findings without the minor ones. */
export async function findings(page: Page): Promise<readonly Finding[]> {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(async () => {
    const { violations } = await Reflect.get(window, "axe").run();
    return violations.map(
      ({ id, impact, nodes }: { id: string; impact: string; nodes: { html: string }[] }) => ({
        id,
        impact,
        nodes: nodes.map(({ html }) => html),
      }),
    );
  });
  return Array.isArray(found) ? found.filter(({ impact }) => impact !== "minor") : [];
}
