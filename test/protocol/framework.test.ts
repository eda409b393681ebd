import { describe, expect, it } from "vitest";
import {
  behaviourOf,
  DEFAULT_RELEASE,
  isRelease,
  reasonOf,
  VALIDATION_REASON,
} from "../../src/protocol/framework.ts";

const TARGET = {
  notNegotiable: 415,
  unauthorized: "Your request was made with invalid credentials.",
  methodNotAllowed: "Method Not Allowed. This URL can only handle the following request methods: ",
  serverError: "An internal server error occurred.",
  resetCountsThisCall: false,
  varies: false,
  xmlBooleans: "words",
  integerTakesTrue: true,
  integerTakesSpaces: true,
  jsonCauseFullStop: true,
  postMayBecomeGet: true,
};

describe("releases of the framework", () => {
  it("[errors.release] the target is 2.0.13", () => {
    expect(DEFAULT_RELEASE).toBe("2.0.13");
    expect(behaviourOf(DEFAULT_RELEASE)).toEqual(TARGET);
  });

  it.each([
    ["2.0.8", { serverError: [TARGET.serverError, "There was an error at the server."] }],
    ["2.0.10", { unauthorized: [TARGET.unauthorized, "You are requesting with an invalid credential."] }],
    ["2.0.11", { xmlBooleans: ["words", "digits"] }],
    [
      "2.0.13",
      { methodNotAllowed: [TARGET.methodNotAllowed, TARGET.methodNotAllowed.replace("URL", "url")] },
    ],
    ["2.0.14", { resetCountsThisCall: [true, false] }],
    ["2.0.16", { varies: [true, false], integerTakesTrue: [false, true], postMayBecomeGet: [false, true] }],
    ["2.0.32", { notNegotiable: [406, 415] }],
    ["2.0.42", { integerTakesSpaces: [false, true] }],
    ["2.0.44", { jsonCauseFullStop: [false, true] }],
  ] as const)("[errors.release] %s changes %j, and nothing else", (release, changes) => {
    const before = `2.0.${Number(release.slice(4)) - 1}`;
    const side = (index: 0 | 1): object =>
      Object.fromEntries(Object.entries(changes).map(([name, values]) => [name, values[index]]));
    expect(behaviourOf(before)).toMatchObject(side(1));
    expect(behaviourOf(release)).toEqual({ ...behaviourOf(before), ...side(0) });
  });

  it("[errors.release] no other release changes anything", () => {
    const changing = new Set([8, 10, 11, 13, 14, 16, 32, 42, 44]);
    for (let patch = 1; patch <= 55; patch++) {
      if (changing.has(patch)) continue;
      expect(behaviourOf(`2.0.${patch}`)).toEqual(behaviourOf(`2.0.${patch - 1}`));
    }
  });

  it.each(["", "2.0", "2.0.56", "2.0.013", "2.0.1x", "2.1.0", "3.0.0", "v2.0.13", " 2.0.13"])(
    "%j is no release",
    (release) => {
      expect(isRelease(release)).toBe(false);
      expect(() => behaviourOf(release)).toThrow(
        `Failed to find the framework release: "${release}" is not one of 2.0.0 to 2.0.55. Please name one, like "2.0.13".`,
      );
    },
  );
});

describe("reason phrases", () => {
  it.each([
    [200, "OK"],
    [402, "Payment Required"],
    [408, "Request Time-out"],
    [413, "Request Entity Too Large"],
    [414, "Request-URI Too Long"],
    [416, "Requested range unsatisfiable"],
    [417, "Expectation failed"],
    [422, "Unprocessable entity"],
    [429, "Too Many Requests"],
    [502, "Bad Gateway or Proxy Error"],
    [504, "Gateway Time-out"],
    [505, "HTTP Version not supported"],
    [599, ""],
  ])("[errors.reasons] %i is %j in the framework's table", (status, reason) => {
    expect(reasonOf(status)).toBe(reason);
  });

  it("[errors.validation] a failed validation has its own, with a full stop", () => {
    expect(VALIDATION_REASON).toBe("Data Validation Failed.");
  });
});
