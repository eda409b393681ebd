import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as face from "../../src/client/index.ts";

const folder = new URL("../../src/client/", import.meta.url);

describe("the client's public face", () => {
  it("exports these names and no others", () => {
    expect(Object.keys(face).sort()).toEqual([
      "AbortError",
      "AccountSetupError",
      "ApiPromise",
      "AuthenticationError",
      "BulkRun",
      "ConfigurationError",
      "ConnectionError",
      "ContentRefusedError",
      "InsufficientCreditsError",
      "InvalidInputError",
      "ListPromise",
      "MediaRefusedError",
      "NotFoundError",
      "ProTexting",
      "ProTextingError",
      "RateLimitError",
      "RecipientNotAllowedError",
      "RecipientRefusedError",
      "RefusedError",
      "SendOutcomeUnknownError",
      "SenderRefusedError",
      "ServerError",
      "TimeoutError",
      "UnexpectedAnswerError",
      "createLimiter",
      "estimate",
      "isProTextingError",
      "parseInboundPush",
    ]);
  });

  it("gives every error class its own name, on the prototype so that stacks begin with it", () => {
    const { ProTextingError, ConnectionError } = face;
    for (const [name, value] of Object.entries(face)) {
      if (!name.endsWith("Error") || typeof value !== "function" || value === ProTextingError) continue;
      if (name === "isProTextingError") continue;
      expect(value.prototype.name).toBe(name);
      expect(value.prototype).toBeInstanceOf(ProTextingError);
    }
    expect(new ConnectionError("Failed.").stack).toMatch(/^ConnectionError: Failed\./);
  });

  it("imports nothing but itself and src/protocol, the XML reader only on demand, and Node and src/node only in its own entry", () => {
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts"),
    );
    expect(sources.length).toBeGreaterThan(15);
    const offences = sources.flatMap((name) => {
      const source = readFileSync(new URL(name, folder), "utf8").replaceAll(/^ \*.*$/gm, "");
      return [...source.matchAll(/(from |import\()"([^"]+)"/g)].flatMap(([, how, specifier = ""]) => {
        const target = new URL(specifier, new URL(name, folder)).pathname.slice(
          folder.pathname.length - "client/".length,
        );
        const forNode = name.startsWith("node/");
        if (forNode && specifier.startsWith("node:")) return [];
        if (!forNode && target.startsWith("client/node/")) return [`${name} imports ${specifier}`];
        const isShared = forNode && target.startsWith("node/");
        const inside = specifier.startsWith(".") && (isShared || /^(client|protocol)\//.test(target));
        const early =
          (target === "client/http/xml.ts" && how === "from ") ||
          (/xml-/.test(target) && name !== "http/xml.ts");
        return inside && !early ? [] : [`${name} imports ${specifier}`];
      });
    });
    expect(offences).toEqual([]);
  });
});
