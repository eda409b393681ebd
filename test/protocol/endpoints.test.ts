import { describe, expect, it } from "vitest";
import vendorEndpoints from "../../fixtures/vendor/endpoints.json" with { type: "json" };
import { type Endpoint, endpointOf, endpoints } from "../../src/protocol/endpoints.ts";

const table: readonly Endpoint[] = endpoints;

/** Header block that a page prints, told from the names in it. */
function blockOf(names: readonly string[]): Endpoint["headers"] {
  if (names.includes("X-Pagination-Total-Count")) return "paginated";
  return names.includes("Link") ? "link" : "plain";
}

describe("the endpoint table", () => {
  it("holds every endpoint of the vendor's documentation, in its order, and no other", () => {
    expect(table.map(({ path }) => path)).toEqual(vendorEndpoints.map(({ path }) => path));
    expect(table.filter(({ page }) => page !== null)).toHaveLength(43);
  });

  it("names each id and path once", () => {
    expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
    expect(new Set(table.map(({ path }) => path)).size).toBe(table.length);
  });

  it.each(vendorEndpoints)("$path is as its page has it", (vendor) => {
    const row = table.find(({ path }) => path === vendor.path);
    const hasPage = !vendor.doc_page.startsWith("(");
    expect(row?.methods[0]).toBe(vendor.method);
    expect(row?.page).toBe(hasPage ? vendor.doc_page : null);
    const { status } = vendor.success;
    const headers = (vendor.headers_example ?? []).map(([name = ""]) => name);
    // Two pages print no status or no header block; the table then follows their neighbours.
    expect([row?.success, row?.headers]).toEqual([
      status ?? row?.success,
      headers.length === 0 ? row?.headers : blockOf(headers),
    ]);
  });

  it("finds a row by its id", () => {
    expect(endpointOf("mmsTemplate.create")).toMatchObject({
      path: "/v1/mms-template/create",
      methods: ["POST"],
      success: 201,
      headers: "plain",
    });
  });
});
