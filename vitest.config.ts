import { defineConfig } from "vitest/config";

export default defineConfig({
  // The package's own name leads to the source, never to a `dist` that may be missing or old.
  resolve: { tsconfigPaths: true },
  test: {
    include: ["test/**/*.test.ts", "contracts/**/*.test.ts"],
    globalSetup: "test/package/global-setup.ts",
    // Ends a test that hangs. Says nothing about speed: sweeps and properties take a minute, longer on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Vitest leaves one core idle; with more workers than cores, browser tests time out.
    maxWorkers: 2,
    reporters: ["default", ["json", { outputFile: ".reports/vitest.json" }]],
  },
});
