/** Pacts that are not ours: how they are read, set up and verified. */
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  answers,
  PACT_FILE,
  serveProviderStates,
  stateHandlers,
  stateNames,
  verifyOnEmulator,
} from "../../../contracts/index.ts";
import { readAnyPact } from "../../../contracts/own/read-pact.ts";
import { startEmulator } from "../../../src/emulator/index.ts";
import { recordOwn } from "./record.ts";

const token = "test_shop";
const balance = {
  description: "a balance",
  path: "/v1/credits/balance",
  query: { access_token: token },
  answer: answers.balance(),
};

let pact: object;
beforeAll(async () => {
  pact = await recordOwn([{ ...balance, given: { state: "a rich shop", params: { token } } }]);
});

/** A pact as version 2 of the specification has it. */
function versionTwo(changes: object = {}) {
  const interaction = {
    description: "a balance",
    providerState: "a rich shop",
    request: { method: "get", path: "/v1/credits/balance", query: `access_token=${token}` },
    response: { status: 200 },
    ...changes,
  };
  return { consumer: { name: "shop" }, provider: { name: "the text API" }, interactions: [interaction] };
}

describe("a pact of another consumer", () => {
  it("is verified with a state of its own, which gets its parameters and the emulator", async () => {
    const given: unknown[] = [];
    const verification = await verifyOnEmulator({
      pact,
      states: {
        "a rich shop": async (params, emulator) => {
          given.push(params);
          await emulator.accounts.create({ token, credits: 5000 });
          // A call of the API by a state is no request of the verifier.
          await fetch(`${emulator.url}/v1/credits/balance?access_token=${token}`);
        },
      },
    });
    expect(verification).toMatchObject({ passed: true, problems: [], generated: 1 });
    expect(given).toEqual([{ token }]);
  });

  it("fails with a state that nobody knows, before anything is sent", async () => {
    const { passed, problems } = await verifyOnEmulator({ pact });
    expect(passed).toBe(false);
    expect(problems).toContainEqual(expect.stringContaining('There is no provider state "a rich shop".'));
    expect(problems).toContainEqual("The provider was asked 0 times for 1 interactions.");
  });

  it("fails with a state that cannot be set up", async () => {
    const states = {
      "a rich shop": () => {
        throw new Error("No credit to be had.");
      },
    };
    const { passed, problems } = await verifyOnEmulator({ pact, states });
    expect(passed).toBe(false);
    expect(problems).toContainEqual("No credit to be had.");
  });

  it("needs no state at all", async () => {
    const verification = await verifyOnEmulator({ pact: await recordOwn([balance]) });
    expect(verification).toMatchObject({ passed: true, problems: [] });
  });

  it("is not passed when it holds nothing", async () => {
    const { passed, problems } = await verifyOnEmulator({ pact: { ...pact, interactions: [] } });
    expect(passed).toBe(false);
    expect(problems).toContain("The pact holds no interaction.");
  });

  it("is read in version 2 of the specification", async () => {
    const states = { "a rich shop": () => {} };
    const verification = await verifyOnEmulator({ pact: versionTwo(), states });
    expect(verification).toMatchObject({ passed: true, problems: [] });
  });

  it("is verified with other settings of the emulator, when it says so", async () => {
    const broke = await recordOwn([
      {
        ...balance,
        method: "POST",
        path: "/v1/sms/send",
        body: { MobilePhone: "16465550123", Message: "Hello" },
        given: { state: "an account without credits", params: { token } },
        answer: answers.refused("opted-out"),
      },
    ]);
    const settings = {
      errors: { insufficientCredits: { status: 422, code: 1, message: "Phone number is opted out." } },
    } as const;
    expect(await verifyOnEmulator({ pact: broke })).toMatchObject({ passed: false });
    expect(await verifyOnEmulator({ pact: broke, settings })).toMatchObject({ passed: true, problems: [] });
  });
});

describe("reading a pact of anybody's", () => {
  it("takes a path, an address and the pact itself", async () => {
    const [byPath, byAddress] = await Promise.all([
      readAnyPact(PACT_FILE),
      readAnyPact(pathToFileURL(PACT_FILE)),
    ]);
    expect(byPath.expectations.length).toBeGreaterThan(100);
    expect(byAddress).toEqual(byPath);
    expect(await readAnyPact(pact)).toMatchObject({ consumer: "shop", provider: "the text API" });
  });

  it("counts what is not tagged as never to be tried on the live API", async () => {
    const { expectations } = await readAnyPact(pact);
    expect(expectations).toEqual([
      {
        description: "a balance",
        endpoint: "credits.balance",
        format: "json",
        touches: "never",
        restsOn: [],
        pending: false,
        states: 1,
      },
    ]);
  });

  it("keeps the tags that are there", async () => {
    const { expectations } = await readAnyPact(versionTwo({ comments: { touches: "safe" } }));
    expect(expectations.map(({ touches }) => touches)).toEqual(["safe"]);
    const { expectations: ours } = await readAnyPact(PACT_FILE);
    expect(new Set(ours.map(({ touches }) => touches)).size).toBe(4);
  });

  it("names an address that the vendor does not have by itself", async () => {
    const { expectations } = await readAnyPact(versionTwo({ request: { method: "get", path: "/v9/hats" } }));
    expect(expectations.map(({ endpoint }) => endpoint)).toEqual(["GET /v9/hats"]);
  });

  const twice = () => ({
    ...versionTwo(),
    interactions: [...versionTwo().interactions, ...versionTwo().interactions],
  });
  it.each([
    ["two interactions of one description", twice(), 'two interactions are called "a balance"'],
    [
      "an interaction that is no request",
      versionTwo({ type: "Asynchronous/Messages" }),
      "interactions.0.type: is not HTTP",
    ],
    ["messages", { ...versionTwo(), messages: [{}] }, "messages: are not HTTP"],
    ["no consumer", { interactions: [] }, "consumer"],
    ["a file that is not there", "/nowhere/pact.json", "ENOENT"],
    ["a file that is no JSON", new URL(import.meta.url), "it is no JSON"],
  ])("refuses %s, and says so", async (_case, source, words) => {
    await expect(readAnyPact(source)).rejects.toThrow(words);
  });
});

describe("the toolkit's provider states", () => {
  it("are handlers for a verifier of one's own, one for each name", async () => {
    await using emulator = await startEmulator({ port: 0 });
    const handlers = stateHandlers(emulator);
    expect(Object.keys(handlers)).toEqual([...stateNames]);
    await handlers["an account without credits"]?.setup({ token });
    const { credits } = await emulator.accounts.get(token);
    expect(credits).toBe(0);
    const values = await handlers["a delivered message"]?.setup({
      token,
      recipient: "16465550123",
      sentBy: "sms",
    });
    expect(values).toEqual({ id: expect.stringMatching(/^[0-9a-f]{40}$/) });
    await expect(handlers["an account"]?.setup({ nobody: token })).rejects.toThrow("token");
  });

  it("reach an emulator off loopback with its control token, and not without", async () => {
    await using emulator = await startEmulator({ port: 0, host: "0.0.0.0" });
    const { url, controlToken } = emulator;
    const state = "an account without credits";
    await expect(stateHandlers(url)[state]?.setup({ token })).rejects.toThrow("answered 401");
    await stateHandlers({ url, controlToken })[state]?.setup({ token });
    expect((await emulator.accounts.get(token)).credits).toBe(0);
  });

  it("stand behind an address for verifiers in other languages, which refuses what it does not know", async () => {
    await using emulator = await startEmulator({ port: 0 });
    const states = await serveProviderStates(emulator.url);
    onTestFinished(() => states.close());
    const ask = async (state: string) => {
      const change = { action: "setup", state, params: { token } };
      return (await fetch(states.url, { method: "POST", body: JSON.stringify(change) })).status;
    };
    expect([await ask("an account without credits"), await ask(""), await ask("a rich shop")]).toEqual([
      200, 200, 500,
    ]);
    expect((await emulator.accounts.get(token)).credits).toBe(0);
    expect(states.problems).toEqual([expect.stringContaining('There is no provider state "a rich shop"')]);
  });
});
