import { defineConfig } from "vitest/config";

export default defineConfig({
  root: import.meta.dirname,
  // In this repository the package is its own source; a project that has installed it needs no such line.
  resolve: { tsconfigPaths: true },
});
