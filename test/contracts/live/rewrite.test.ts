/** An interaction of the pact as it is tried on live. */
import { describe, expect, it } from "vitest";
import { findGiven } from "../../../contracts/live/given.ts";
import { readInteraction, requestOf } from "../../../contracts/live/interaction.ts";
import { rewrite } from "../../../contracts/live/rewrite.ts";

const NOTHING = { values: {}, replace: {}, recipient: undefined };

function interaction(state: string, request: object, response: object = {}) {
  const found = readInteraction({
    description: "d",
    providerStates: [{ name: state, params: { token: "test_pact" } }],
    request: {
      method: "GET",
      path: "/v1/sms/delivery-report",
      query: { access_token: ["test_pact"] },
      ...request,
    },
    response,
  });
  if (found === undefined) throw new Error("It cannot be read.");
  return found;
}

describe("on live an interaction", () => {
  it("has the place-holder for its token, in the answer as well, and the made-up one when it is nobody's", () => {
    const response = { headers: { Link: ["<https://x/?access_token=test_pact>; rel=self"] } };
    const own = rewrite(interaction("an account", {}, response), NOTHING);
    expect(own.request.query).toEqual({ access_token: ["test_placeholder"] });
    expect(own.response).toEqual({
      headers: { Link: ["<https://x/?access_token=test_placeholder>; rel=self"] },
    });
    expect(JSON.stringify(own)).not.toContain("test_pact");
    const nobodys = rewrite(interaction("a token of no account", {}), NOTHING);
    expect(nobodys.request.query).toEqual({ access_token: ["unknown"] });
  });

  it("asks for what is there, and is known beforehand; what nobody gives is not", () => {
    const generators = { query: { id: { type: "ProviderState", expression: `\${id}` } } };
    const asked = interaction("a delivered message", {
      query: { access_token: ["test_pact"], id: ["0".repeat(40)] },
      generators,
      matchingRules: { query: { id: {} } },
    });
    expect(requestOf(rewrite(asked, NOTHING))).toBeUndefined();
    const given = rewrite(asked, { ...NOTHING, values: { id: "f".repeat(40) } });
    expect(requestOf(given)?.query).toEqual([
      ["access_token", "test_placeholder"],
      ["id", "f".repeat(40)],
    ]);
  });

  it("names the one recipient wherever it names the pact's, masked or not", () => {
    const body = { content: { MobilePhone: "16465550123" }, contentType: "application/json", encoded: false };
    const found = rewrite(
      interaction(
        "an account",
        { method: "POST", body },
        { body: { content: "to 1646xxxxxxx, 1646555xxxx" } },
      ),
      { ...NOTHING, recipient: "12125550155" },
    );
    expect(found.request.body).toMatchObject({ content: { MobilePhone: "12125550155" } });
    expect(found.response).toEqual({ body: { content: "to 1212xxxxxxx, 1212555xxxx" } });
  });

  it("has other texts in place of its own: figures stay figures, patterns stay patterns, names stay names", () => {
    const found = rewrite(
      interaction(
        "an account",
        { body: { content: { MmsTemplateId: 10586 }, contentType: "application/json", encoded: false } },
        { body: { "10586": "10586" }, matchingRules: { regex: "10586\\.jpg" } },
      ),
      { ...NOTHING, replace: { "10586": "7.1", "7": "8" } },
    );
    expect(found.response).toEqual({ body: { "10586": "7.1" }, matchingRules: { regex: "7\\.1\\.jpg" } });
    const whole = rewrite(interaction("an account", { body: { content: { MmsTemplateId: 10586 } } }), {
      ...NOTHING,
      replace: { "10586": "20771" },
    });
    expect(whole.request.body).toEqual({ content: { MmsTemplateId: 20771 } });
  });
});

describe("a provider state holds on live", () => {
  const state = (name: string, params = {}) => ({ name, params });

  it("by itself when it is any account or none; where more is needed somebody has to say so", () => {
    expect(findGiven(state("an account"), false, [])).toBeDefined();
    expect(findGiven(state("a token of no account"), true, [])).toBeDefined();
    expect(findGiven(state("an account"), true, [])).toBeUndefined();
    expect(findGiven(state("an account that has sent"), false, [])).toBeUndefined();
  });

  it("as somebody says, with the parameters that are said", () => {
    const sms = { state: "a delivered message", params: { sentBy: "sms" }, values: { id: "1" }, replace: {} };
    const given = [sms, { state: "an account", values: {}, replace: {} }];
    expect(findGiven(state("a delivered message", { sentBy: "sms", token: "t" }), true, given)).toBe(sms);
    expect(findGiven(state("a delivered message", { sentBy: "sms-simple" }), true, given)).toBeUndefined();
    expect(findGiven(state("an account", { token: "t" }), true, given)).toBe(given[1]);
  });
});
