import { describe, expect, it } from "vitest";
import {
  behaviourOf,
  DEFAULT_RELEASE,
  RELEASES,
  reasonOf,
  VALIDATION_REASON,
} from "../../src/protocol/framework.ts";

describe("releases of the framework", () => {
  it("[errors.release] are the two that were recorded, the older one by default", () => {
    expect(RELEASES).toEqual(["2.0.13", "2.0.55"]);
    expect(DEFAULT_RELEASE).toBe("2.0.13");
  });

  it("[errors.release] differ in every fact that is told of them", () => {
    const [older, newer] = [behaviourOf("2.0.13"), behaviourOf("2.0.55")];
    const same = Object.entries(older).filter(([fact, value]) => Object(newer)[fact] === value);
    expect(same).toEqual([]);
    expect(Object.keys(newer)).toEqual(Object.keys(older));
  });
});

describe("reason phrases", () => {
  it.each([
    [200, "OK"],
    [203, "Non-Authoritative"],
    [210, "Content Different"],
    [306, "Reserved"],
    [310, "Too many Redirect"],
    [402, "Payment Required"],
    [408, "Request Time-out"],
    [413, "Request Entity Too Large"],
    [414, "Request-URI Too Long"],
    [416, "Requested range unsatisfiable"],
    [417, "Expectation failed"],
    [418, "I'm a teapot"],
    [422, "Unprocessable entity"],
    [423, "Locked"],
    [424, "Method failure"],
    [425, "Unordered Collection"],
    [429, "Too Many Requests"],
    [449, "Retry With"],
    [451, "Unavailable For Legal Reasons"],
    [502, "Bad Gateway or Proxy Error"],
    [504, "Gateway Time-out"],
    [505, "HTTP Version not supported"],
    [507, "Insufficient storage"],
    [511, "Network Authentication Required"],
    [419, ""],
    [506, ""],
    [599, ""],
  ])("[errors.reasons] %i is %j in the framework's table", (status, reason) => {
    expect(reasonOf(status)).toBe(reason);
  });

  it("[errors.validation] a failed validation has its own, with a full stop", () => {
    expect(VALIDATION_REASON).toBe("Data Validation Failed.");
  });
});
