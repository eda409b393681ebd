/**
 * Harm that must not happen on live, each as a scene that is played: a proof gives the harm that was done, or nothing.
 * With all guards there is no harm; with any of them taken away there is.
 */

import { readFileSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { connect } from "node:net";
import { dirname } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { openBudget } from "../../../contracts/live/egress/budget.ts";
import { PLACEHOLDER } from "../../../contracts/live/egress/scrub.ts";
import { ONLY_A_PLAN } from "../../../contracts/live/preflight.ts";
import type { LiveParts } from "../../../contracts/live/verify-live.ts";
import { ask, BALANCE, sending } from "./ask.ts";
import { type PactEntry, pactOf, Scene } from "./scene.ts";
import { RECIPIENT, TOKEN } from "./stand-in.ts";

/** @returns the harm, if any was done */
type Play = (scene: Scene, parts: LiveParts) => Promise<string | undefined>;

export interface Proof {
  /** A statement about the product. */
  readonly title: string;
  /** The guard that it was written for. */
  readonly guard: string;
  readonly play: (parts: LiveParts) => Promise<string | undefined>;
}

function proof(guard: string, title: string, play: Play): Proof {
  return {
    guard,
    title,
    async play(parts) {
      await using scene = await Scene.open(parts);
      return await play(scene, parts);
    },
  };
}

const OTHER = "12125550156";
const HELLO = sending({ MobilePhone: RECIPIENT, Message: "Hello" });
const AGAIN = sending({ MobilePhone: RECIPIENT, Message: "Hello again" });

const reached = ({ arrived }: Scene) =>
  arrived.length === 0
    ? undefined
    : `live was asked ${arrived.map(({ method, url }) => `${method} ${url}`).join(", ")}`;

const balance: PactEntry = { description: "balance", touches: "safe", asks: BALANCE };
const hello: PactEntry = { description: "hello", touches: "spends", asks: HELLO };

export const proofs: readonly Proof[] = [
  proof("caller", "who does not know the run's secret is not served", async (scene) => {
    const egress = await scene.egress([BALANCE]);
    await ask(new URL(egress.url).origin, BALANCE);
    return reached(scene);
  }),
  proof("caller", "a web page that a name was rebound for is not served", async (scene) => {
    const egress = await scene.egress([BALANCE]);
    await ask(egress.url, { ...BALANCE, headers: { Host: "pages.example.test" } });
    return reached(scene);
  }),
  proof("planned", "what nobody selected does not pass, even where it only reads", async (scene) => {
    const egress = await scene.egress([BALANCE]);
    await ask(egress.url, { ...BALANCE, query: `access_token=${PLACEHOLDER}&page=2` });
    return reached(scene);
  }),
  proof("planned", "another text than the selected one does not pass", async (scene) => {
    const budget = await scene.budget(9);
    const egress = await scene.egress([HELLO], { budget, recipient: RECIPIENT });
    await ask(egress.url, AGAIN);
    return reached(scene);
  }),
  proof("endpoint", "nothing is deleted, whatever the plan says", async (scene) => {
    const remove = { method: "DELETE", path: "/v1/numbers/delete" };
    const egress = await scene.egress([remove]);
    await ask(egress.url, remove);
    return reached(scene);
  }),
  proof("endpoint", "a path that the API does not have does not pass", async (scene) => {
    const admin = { path: "/v1/sms/../admin/index" };
    const egress = await scene.egress([admin]);
    await ask(egress.url, { path: "/v1/sms/%2e%2e/admin/index" });
    await ask(egress.url, admin);
    return reached(scene);
  }),
  proof("token", "a token that stands in the pact does not get out", async (scene) => {
    const leaked = { ...BALANCE, query: "access_token=somebodys_real_token" };
    const egress = await scene.egress([leaked]);
    await ask(egress.url, leaked);
    return reached(scene);
  }),
  proof("token", "of two tokens neither passes", async (scene) => {
    const twice = { ...BALANCE, query: `access_token=${PLACEHOLDER}&access_token=unknown` };
    const egress = await scene.egress([twice]);
    await ask(egress.url, twice);
    return reached(scene);
  }),
  proof("body", "a recipient cannot hide in a list", async (scene) => {
    const hidden = { ...HELLO, body: `{"MobilePhone":["${OTHER}"],"Message":"Hello"}` };
    const egress = await scene.egress([hidden]);
    await ask(egress.url, hidden);
    return reached(scene);
  }),
  proof("body", "of two texts of the same name nobody can say which is sent", async (scene) => {
    const twice = { ...HELLO, body: '{"MobilePhone":"nobody","Message":"a","message":"b"}' };
    const egress = await scene.egress([twice]);
    await ask(egress.url, twice);
    return reached(scene);
  }),
  proof("fields", "a field that the endpoint is not known to have does not pass", async (scene) => {
    const group = sending({ MobilePhone: "nobody", Message: "Hello", GroupIds: 7 });
    const egress = await scene.egress([group]);
    await ask(egress.url, group);
    return reached(scene);
  }),
  proof("account", "no template is made in the account", async (scene) => {
    const create = {
      method: "POST",
      path: "/v1/mms-template/create",
      body: '{"ResourceLink":"https://media.example.test/picture.jpg"}',
    };
    const egress = await scene.egress([create]);
    await ask(egress.url, create);
    return reached(scene);
  }),
  ...[
    OTHER,
    `${RECIPIENT},${OTHER}`,
    "+1 212 555-0155",
    "１２１２５５５０１５６",
    "12125550155 ",
    "ANYFLOWERS",
  ].map((phone) =>
    proof("recipient", `"${phone}" is not the one recipient`, async (scene) => {
      const other = sending({ MobilePhone: phone, Message: "Hello" });
      const budget = await scene.budget(9);
      const egress = await scene.egress([other], { budget, recipient: RECIPIENT });
      await ask(egress.url, other);
      return reached(scene);
    }),
  ),
  proof("recipient", "nobody is opted out, not even the one recipient", async (scene) => {
    const optOut = { method: "POST", path: "/v1/contacts/opt-out", body: `{"PhoneNumber":"${RECIPIENT}"}` };
    const egress = await scene.egress([optOut], { recipient: RECIPIENT });
    await ask(egress.url, optOut);
    return reached(scene);
  }),
  proof("once", "a send that the verifier repeats is sent once", async (scene) => {
    const budget = await scene.budget(9);
    const egress = await scene.egress([HELLO], { budget, recipient: RECIPIENT });
    await Promise.all([ask(egress.url, HELLO), ask(egress.url, HELLO), ask(egress.url, HELLO)]);
    return scene.arrived.length === 1 ? undefined : `sent ${scene.arrived.length} times`;
  }),
  proof("pace", "two requests are more than a second apart", async (scene) => {
    const egress = await scene.egress([BALANCE, BALANCE]);
    await ask(egress.url, BALANCE);
    await ask(egress.url, BALANCE);
    const [first, second] = scene.arrived;
    return first !== undefined && second !== undefined && second.at - first.at > 1000
      ? undefined
      : "too soon";
  }),
  proof("pace", "two that come at once leave one after the other", async (scene) => {
    const egress = await scene.egress([BALANCE, BALANCE]);
    await Promise.all([ask(egress.url, BALANCE), ask(egress.url, BALANCE)]);
    const [first, second] = scene.arrived;
    return first !== undefined && second !== undefined && second.at - first.at > 1000
      ? undefined
      : "too soon";
  }),
  proof("running", "once a run is stopped nothing more is taken from the budget", async (scene) => {
    const budget = await scene.budget(9);
    const egress = await scene.egress([HELLO], { budget, recipient: RECIPIENT });
    egress.stop();
    await ask(egress.url, HELLO);
    return budget.reserved() === 0 ? reached(scene) : "credits were reserved";
  }),
  proof("present", "what its caller no longer waits for is not sent", async (scene) => {
    const egress = await scene.egress([BALANCE, BALANCE]);
    await ask(egress.url, BALANCE);
    const leaving = new AbortController();
    scene.whileWaiting = async () => {
      leaving.abort();
      // The egress hears of it no later than of a connection made afterwards.
      await probe(egress.url);
    };
    await ask(egress.url, BALANCE, leaving.signal).catch(() => undefined);
    // One after the other: when this is answered, the other is over.
    await ask(egress.url, BALANCE);
    return scene.arrived.length === 1 ? undefined : "it was sent";
  }),
  proof("budget", "no more is spent than the budget has", async (scene) => {
    const budget = await scene.budget(1);
    const egress = await scene.egress([HELLO, AGAIN], { budget, recipient: RECIPIENT });
    await ask(egress.url, HELLO);
    await ask(egress.url, AGAIN);
    return scene.arrived.length === 1 ? undefined : `sent ${scene.arrived.length} for 1 credit`;
  }),
  proof("budget", "what a send may cost is in the file before it arrives", async (scene) => {
    const texts: string[] = [];
    scene.answering = async (response) => {
      texts.push(await scene.budgetText());
      response.end("{}");
    };
    const budget = await scene.budget(9);
    const egress = await scene.egress([HELLO], { budget, recipient: RECIPIENT });
    await ask(egress.url, HELLO);
    return texts[0]?.includes('"credits":1') === true ? undefined : "nothing was written down";
  }),
  proof("budget lock", "two runs cannot have the same budget at once", async (scene) => {
    await scene.budget(1);
    const second = await scene.budget(1).catch(() => undefined);
    return second === undefined ? undefined : "both have it";
  }),
  proof(
    "budget on the disk",
    "a reservation is on the disk before its request may leave",
    async (scene, parts) => {
      const synced: string[] = [];
      const budget = await openBudget(scene.budgetFile, 9, {
        lock: parts.budget.lock,
        sync: (handle) =>
          parts.budget.sync({
            async sync() {
              // At once: what is on its way now is not yet in the file.
              synced.push(readFileSync(scene.budgetFile, "utf8"));
              await handle.sync();
            },
          }),
      });
      await budget.reserve({ at: new Date(scene.now).toISOString(), credits: 3, parts: 1, for: "proof" });
      await budget.close();
      return synced.at(-1)?.includes('"credits":3') === true ? undefined : "it was never made sure of";
    },
  ),

  proof("redirect", "a redirect is not passed on to a verifier that would follow it", async (scene) => {
    scene.answering = (response) => {
      response.writeHead(307, { Location: "https://elsewhere.example.test/" }).end();
    };
    const egress = await scene.egress([BALANCE]);
    const { status, headers } = await ask(egress.url, BALANCE);
    return status === 502 && headers["location"] === undefined ? undefined : `it was passed on (${status})`;
  }),
  proof("decompress", "the token is found in an answer that comes compressed", async (scene) => {
    scene.answering = (response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync(`{"token":"${TOKEN}"}`));
    };
    const egress = await scene.egress([BALANCE]);
    const { headers, bytes } = await ask(egress.url, BALANCE);
    const text = headers["content-encoding"] === "gzip" ? gunzipSync(bytes).toString() : bytes.toString();
    return text.includes(TOKEN) ? "the verifier has the token" : undefined;
  }),
  proof("own headers", "no cookie of live gets to the verifier", async (scene) => {
    scene.answering = (response) => {
      response.writeHead(200, { "Set-Cookie": "session=1; path=/" }).end("{}");
    };
    const egress = await scene.egress([BALANCE]);
    const { headers } = await ask(egress.url, BALANCE);
    return headers["set-cookie"] === undefined ? undefined : "the verifier has the cookie";
  }),
  proof("scrub", "the token is taken out of an answer", async (scene) => {
    scene.answering = (response) => {
      response
        .writeHead(200, { "X-Echo": TOKEN })
        .end(`{"Url":"https://x/?access_token=${encodeURIComponent(TOKEN)}"}`);
    };
    const egress = await scene.egress([BALANCE]);
    const { headers, body } = await ask(egress.url, BALANCE);
    const clean = headers["x-echo"] === PLACEHOLDER && !body.includes(encodeURIComponent(TOKEN));
    return clean ? undefined : "the verifier has the token";
  }),

  proof("plan only", "a plan sends nothing, whatever the environment says", async (scene) => {
    await scene.verify({ pact: pactOf(balance), planOnly: true });
    return reached(scene);
  }),
  proof("opt-in", "without PROTEXTING_LIVE=1 nothing is sent", async (scene) => {
    await scene.verify({ pact: pactOf(balance), environment: { PROTEXTING_LIVE: "0" } });
    return reached(scene);
  }),
  proof("token given", "without a token a run is a plan", async (scene) => {
    const result = await scene.verify({ pact: pactOf(balance), accessToken: "" }).catch(() => undefined);
    return result?.notRun === ONLY_A_PLAN.token ? reached(scene) : "it is none";
  }),
  proof("zero selected", "a verifier is not started for nothing", async (scene) => {
    const result = await scene.verify({ pact: pactOf({ ...balance, touches: "never" }) });
    return scene.started.length === 0 && result.notRun !== undefined ? undefined : "it was started";
  }),
  proof("no token in the pact", "the token is not written into the verifier's pact", async (scene) => {
    await scene.verify({ pact: pactOf({ ...balance, description: `balance of ${TOKEN}` }) });
    return scene.started.some(({ pact }) => pact.includes(TOKEN)) ? "it is there" : undefined;
  }),

  proof("never", "what is never to be tried is not", async (scene) => {
    await scene.verify({
      pact: pactOf(balance, {
        ...balance,
        description: "limit",
        touches: "never",
        asks: { path: "/v1/inbox/index" },
      }),
    });
    return scene.arrived.length === 1 ? undefined : reached(scene);
  }),
  proof("class", "a class is tried only when it is switched on", async (scene) => {
    await scene.verify({ pact: pactOf({ ...balance, touches: "spends" }) });
    return reached(scene);
  }),
  proof("given", "a state that nobody says holds is not tried", async (scene) => {
    await scene.verify({ pact: pactOf({ ...balance, state: "an account that has sent" }) });
    return reached(scene);
  }),
  proof("egress", "a plan promises nothing that the egress would refuse", async (scene) => {
    const body = `{"PhoneNumber":"${OTHER}"}`;
    const safe: PactEntry = {
      description: "opt-out",
      touches: "safe",
      asks: { method: "POST", path: "/v1/contacts/opt-out", body },
    };
    const { refusals, plan } = await scene.verify({ pact: pactOf(balance, safe) });
    const promised = plan.items.filter(({ selected }) => selected !== undefined).length;
    return refusals.length === 0 && promised === 1 ? undefined : "it does";
  }),
  proof("credits", "what goes beyond the budget is left out before anything starts", async (scene) => {
    const { refusals, plan } = await scene.verify({
      pact: pactOf(hello, { ...hello, description: "again", asks: AGAIN }),
      spends: scene.spending(1),
    });
    return refusals.length === 0 && plan.credits === 1 ? undefined : "it was begun";
  }),
  proof("credits", "a second run has what the first has left", async (scene) => {
    await scene.verify({ pact: pactOf(hello), spends: scene.spending(1) });
    const { notRun } = await scene.verify({ pact: pactOf(hello), spends: scene.spending(1) });
    return scene.arrived.length === 1 && notRun !== undefined ? undefined : "it has more";
  }),

  proof("prune", "the verifier gets the selected interactions and no others", async (scene) => {
    await scene.verify({ pact: pactOf(balance, hello) });
    return scene.started.some(({ pact }) => pact.includes("hello")) ? "it got more" : undefined;
  }),
  proof("environment", "the verifier's process has no secret in its environment", async (scene) => {
    await scene.verify({ pact: pactOf(balance), environment: { PROTEXTING_LIVE: "1", COPY: TOKEN } });
    return JSON.stringify(scene.started).includes(TOKEN) ? "it has" : undefined;
  }),
  proof(
    "private file",
    "nobody else can read the verifier's pact, and it is gone afterwards",
    async (_scene, parts) => {
      const modes: number[] = [];
      const original = parts.privateFile;
      const watched: LiveParts = {
        ...parts,
        async privateFile(name, text) {
          const file = await original(name, text);
          modes.push((await stat(file.path)).mode & 0o077, (await stat(dirname(file.path))).mode & 0o077);
          return file;
        },
      };
      await using other = await Scene.open(watched);
      await other.verify({ pact: pactOf(balance) });
      const left = await readFile(other.started[0]?.path ?? "", "utf8").catch(() => undefined);
      return left === undefined && modes.length === 2 && modes.every((mode) => mode === 0)
        ? undefined
        : "it is open to all";
    },
  ),
  proof("target", "the token does not travel in the open", async (_scene, parts) => {
    return await refused(() =>
      parts.readTarget("http://live.example.test", ["live.example.test:80:192.0.2.1"]),
    );
  }),
  proof(
    "recipient's price",
    "nobody is sent anything at a price that nobody knows",
    async (_scene, parts) => {
      return await refused(() => parts.readRecipient("14165550155"));
    },
  ),
];

async function refused(attempt: () => unknown): Promise<string | undefined> {
  try {
    await attempt();
    return "it is taken";
  } catch {
    return undefined;
  }
}

/** Connects, says what is no HTTP, and waits until that has been answered. */
async function probe(url: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.end("no request\r\n\r\n"));
    socket.resume();
    socket.on("close", () => resolve());
    socket.on("error", () => resolve());
  });
}
