/** A project that uses the toolkit in its tests, some of which fail on purpose. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  test: { include: ["*.case.ts"] },
});
