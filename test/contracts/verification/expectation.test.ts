import { describe, expect, it } from "vitest";
import { PACT_FILE, readPact } from "../../../contracts/pact/pact-file.ts";
import { expectationsOf, formatOf } from "../../../contracts/pact/verification/expectation.ts";

describe("the format of an interaction", () => {
  it("is what its name says, for each of the committed pact", async () => {
    const expectations = expectationsOf(await readPact(PACT_FILE));
    const named = expectations.map(({ description }) => (description.includes(" in XML: ") ? "xml" : "json"));
    expect(expectations.map(({ format }) => format)).toEqual(named);
    expect(new Set(named)).toEqual(new Set(["json", "xml"]));
  });

  it("follows the header Accept in any case, and is JSON without one", () => {
    const formats = [{ ACCEPT: ["text/html", "application/xml"] }, { accept: ["*/*"] }, {}].map((headers) =>
      formatOf({ request: { method: "GET", path: "/", headers } }),
    );
    expect(formats).toEqual(["xml", "json", "json"]);
  });
});
