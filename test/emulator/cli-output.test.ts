import { expect, it } from "vitest";
import { ownUrl } from "../../src/emulator/cli-output.ts";

it.each([
  ["http://0.0.0.0:4280", "http://127.0.0.1:4280"],
  ["http://[::]:4280", "http://[::1]:4280"],
  ["http://127.0.0.1:4280", "http://127.0.0.1:4280"],
  ["http://192.0.2.10:80", "http://192.0.2.10:80"],
])("an emulator bound to %s is opened on its own machine at %s", (bound, opened) => {
  expect(ownUrl(bound)).toBe(opened);
});
