/** Pacts that are not ours on what stands for the live API, through the public face. */
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { answers, verifyLive } from "../../../contracts/index.ts";
import { type StandIn, startStandIn, TOKEN } from "../live/stand-in.ts";
import { recordOwn } from "./record.ts";

const balance = {
  description: "a balance",
  given: { state: "an account", params: { token: "test_shop" } },
  path: "/v1/credits/balance",
  query: { access_token: "test_shop" },
  answer: answers.balance({ token: "test_shop" }),
};

let untagged: object;
beforeAll(async () => {
  untagged = await recordOwn([balance]);
});

/** Adds a tag to the pact, as `.comment({ key: "touches", … })` writes it. */
function tagged(touches: string): object {
  return JSON.parse(JSON.stringify(untagged), (key, value: unknown) =>
    key === "interactions" && Array.isArray(value)
      ? value.map((interaction: unknown) => ({ ...Object(interaction), comments: { touches } }))
      : value,
  );
}

async function standIn(): Promise<StandIn> {
  const live = await startStandIn();
  onTestFinished(() => live[Symbol.asyncDispose]());
  return live;
}

const verify = ({ url, resolve }: StandIn, pact: object, accessToken = TOKEN) =>
  verifyLive({ pact, url, resolve: [resolve], accessToken });

describe("a pact of one's own on live", () => {
  it("is only planned without PROTEXTING_LIVE=1, and nothing is sent", async () => {
    vi.stubEnv("PROTEXTING_LIVE", undefined);
    const live = await standIn();
    const { notRun, plan, verification, sent } = await verify(live, tagged("safe"));
    expect({ notRun, verification, sent }).toEqual({
      notRun: expect.stringContaining("PROTEXTING_LIVE is not 1"),
      verification: undefined,
      sent: 0,
    });
    expect(plan.join("\n")).toContain("send  a balance");
    expect(live.seen).toEqual([]);
  });

  it("is not tried where nobody has tagged it, whatever the environment says", async () => {
    vi.stubEnv("PROTEXTING_LIVE", "1");
    const live = await standIn();
    const { notRun, plan } = await verify(live, untagged);
    expect(notRun).toContain("No interaction is selected");
    expect(plan.join("\n")).toContain("never tried on live");
    expect(live.seen).toEqual([]);
  });

  it("is verified where it is tagged safe, with the account's token instead of its own", async () => {
    vi.stubEnv("PROTEXTING_LIVE", "1");
    const live = await standIn();
    const { verification, failure, sent } = await verify(live, tagged("safe"));
    expect({ failure, sent, problems: verification?.problems }).toEqual({
      failure: undefined,
      sent: 1,
      problems: [],
    });
    expect(verification?.passed).toBe(true);
    expect(live.seen.map(({ url }) => new URL(url, "http://x").searchParams.get("access_token"))).toEqual([
      TOKEN,
    ]);
    expect(JSON.stringify(verification)).not.toContain(TOKEN);
  });
});
