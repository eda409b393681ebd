/** The two formats of the API. */
export type Format = "json" | "xml";

/** Content types as the framework writes them on answers. */
export const contentTypes = {
  json: "application/json; charset=UTF-8",
  xml: "application/xml; charset=UTF-8",
} as const satisfies Record<Format, string>;
