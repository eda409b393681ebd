import { defineConfig } from "vitest/config";

/** `tests` are what one runs after a change; `proofs` kill, cut, interleave and break things, and take longer. */
const project = (name: "tests" | "proofs", isolate: boolean, ...include: string[]) =>
  ({ extends: true, test: { name, isolate, include } }) as const;

export default defineConfig({
  // The package's own name leads to the source, never to a `dist` that may be missing or old.
  resolve: { tsconfigPaths: true },
  test: {
    projects: [
      // Files share a worker, hence its modules: loading them anew for each file took half of the time.
      project("tests", false, "test/**/*.test.ts", "contracts/**/*.test.ts"),
      project("proofs", true, "test/**/*.proof.ts"),
    ],
    globalSetup: "test/package/global-setup.ts",
    // Ends a test that hangs. Says nothing about speed: sweeps and properties take a minute, longer on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Vitest leaves one core idle; with more workers than cores, browser tests time out.
    maxWorkers: 2,
    unstubEnvs: true,
    unstubGlobals: true,
    reporters: ["default", "json"],
  },
});
