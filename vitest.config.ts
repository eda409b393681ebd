import { defineConfig } from "vitest/config";

export default defineConfig({
  // The package's own name leads to the source, never to a `dist` that may be missing or old.
  resolve: { tsconfigPaths: true },
  test: {
    include: ["test/**/*.test.ts", "contracts/**/*.test.ts"],
    globalSetup: "test/package/global-setup.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Vitest leaves one core idle; with more workers than cores, browser tests time out.
    maxWorkers: 2,
    reporters: ["default", ["json", { outputFile: ".reports/vitest.json" }]],
  },
});
