import { defineConfig } from "vitest/config";

/** `tests` are what one runs after a change; `proofs` kill, cut, interleave and break things, and take longer. */
const project = (name: "tests" | "proofs", ...include: string[]) =>
  ({ extends: true, test: { name, include } }) as const;

export default defineConfig({
  // The package's own name leads to the source, never to a `dist` that may be missing or old.
  resolve: { tsconfigPaths: true },
  test: {
    projects: [
      project("tests", "test/**/*.test.ts", "contracts/**/*.test.ts"),
      project("proofs", "test/**/*.proof.ts"),
    ],
    globalSetup: "test/package/global-setup.ts",
    // Ends a test that hangs. Says nothing about speed: sweeps and properties take a minute, longer on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Vitest leaves one core idle; with more workers than cores, browser tests time out.
    maxWorkers: 2,
    // Files share a worker and its modules: to load them anew for each file took a third of the time.
    isolate: false,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
