/** One account of the emulator, with all that can be done to it and to no other. */
import type { Emulator, RunningEmulator } from "../emulator/index.ts";

/** First parameter of a call, without the token, which is the tenant's. */
type Input<Call extends (...args: never[]) => unknown> = Omit<NonNullable<Parameters<Call>[0]>, "token">;

type Accounts = Emulator["accounts"];
type Messages = Emulator["messages"];
type Templates = Emulator["templates"];
type Clock = Emulator["clock"];
type Faults = Emulator["faults"];
type Journal = Emulator["journal"];

/** Credits, numbers, limits, delivery, approval … of an account; what is left out is as the emulator's settings say. */
export type AccountInput = Input<Accounts["create"]>;

/**
 * The account of one test. Its calls are those of the emulator's handle with the token filled in: what a test does to
 * its clock, its faults or its credits meets no other test, also where they run at the same time.
 */
export interface Tenant {
  /** Access token, starting with `test_`. */
  readonly token: string;
  /** Base URL for the code under test: an address of this machine, without a slash at the end. */
  readonly url: string;
  /** The emulator that all tests of this worker share, with its settings and the calls that are not one tenant's. */
  readonly emulator: RunningEmulator;
  /** Options for the client: `new ProTexting(protexting.clientOptions)`. */
  readonly clientOptions: { readonly accessToken: string; readonly baseUrl: string };
  /** Makes the account anew: credits, limits, numbers, delivery … Its messages go. */
  open(input?: AccountInput): ReturnType<Accounts["create"]>;
  /** Changes what is given; the rest stays. */
  patch(input: Parameters<Accounts["patch"]>[1]): ReturnType<Accounts["patch"]>;
  account(): ReturnType<Accounts["get"]>;
  readonly messages: {
    /** Newest first. */
    list(input?: Input<Messages["list"]>): ReturnType<Messages["list"]>;
    /**
     * The newest that matches, as soon as there is one.
     * @throws ProblemError 408 at the deadline: 10 seconds of the machine's clock, or `timeoutMs`
     */
    waitFor(input?: Input<Messages["waitFor"]>, signal?: AbortSignal): ReturnType<Messages["waitFor"]>;
    setStatus: Messages["setStatus"];
  };
  readonly templates: {
    list(input?: Input<Templates["list"]>): ReturnType<Templates["list"]>;
    get(id: number): ReturnType<Templates["get"]>;
    setStatus(
      id: number,
      status: Parameters<Templates["setStatus"]>[1]["id"],
    ): ReturnType<Templates["setStatus"]>;
  };
  /** The account's own time. */
  readonly clock: {
    get(): ReturnType<Clock["get"]>;
    set(input: Input<Clock["set"]>): ReturnType<Clock["set"]>;
    /** @param by milliseconds, or a text like `"5m"` */
    advance(by: Parameters<Clock["advance"]>[0]): ReturnType<Clock["advance"]>;
    freeze(): ReturnType<Clock["freeze"]>;
    resume(): ReturnType<Clock["resume"]>;
  };
  readonly faults: {
    /** Meets this account's calls only. */
    add(input: Parameters<Faults["add"]>[0]): ReturnType<Faults["add"]>;
    list(): ReturnType<Faults["list"]>;
    clear(): ReturnType<Faults["clear"]>;
  };
  /** Requests and answers, each with its explanation. */
  readonly journal: {
    /** Newest first. */
    list(input?: Input<Journal["list"]>): ReturnType<Journal["list"]>;
    waitFor(input?: Input<Journal["waitFor"]>, signal?: AbortSignal): ReturnType<Journal["waitFor"]>;
    clear(): ReturnType<Journal["clear"]>;
  };
  /** A handset writes to the account. */
  inbound(input: Input<Emulator["inbound"]>): ReturnType<Emulator["inbound"]>;
  readonly inbox: { list(input?: Input<Emulator["inbox"]["list"]>): ReturnType<Emulator["inbox"]["list"]> };
  readonly contacts: {
    list(input?: Input<Emulator["contacts"]["list"]>): ReturnType<Emulator["contacts"]["list"]>;
  };
}

/** Marks of tenants, for the matchers. */
const tenants = new WeakSet<object>();

/** @param token of an account; one that starts with `test_` opens at first use */
export function tenantOf(emulator: RunningEmulator, token: string): Tenant {
  const { accounts, messages, templates, clock, faults, journal, inbox, contacts } = emulator;
  const own = { token };
  const tenant: Tenant = {
    token,
    url: emulator.url,
    emulator,
    clientOptions: { accessToken: token, baseUrl: emulator.url },
    open: (input = {}) => accounts.create({ ...input, ...own }),
    patch: (input) => accounts.patch(token, input),
    account: () => accounts.get(token),
    messages: {
      list: (input = {}) => messages.list({ ...input, ...own }),
      waitFor: (input = {}, signal) => messages.waitFor({ ...input, ...own }, signal),
      setStatus: messages.setStatus,
    },
    templates: {
      list: (input = {}) => templates.list({ ...input, ...own }),
      get: (id) => templates.get(id, own),
      setStatus: (id, status) => templates.setStatus(id, { id: status, ...own }),
    },
    clock: {
      get: () => clock.get(own),
      set: (input) => clock.set({ ...input, ...own }),
      advance: (by) => clock.advance(by, own),
      freeze: () => clock.freeze(own),
      resume: () => clock.resume(own),
    },
    faults: {
      add: (input) => faults.add({ ...input, match: { ...input.match, ...own } }),
      list: () => faults.list(own),
      clear: () => faults.clear(own),
    },
    journal: {
      list: (input = {}) => journal.list({ ...input, ...own }),
      waitFor: (input = {}, signal) => journal.waitFor({ ...input, ...own }, signal),
      clear: () => journal.clear(own),
    },
    inbound: (input) => emulator.inbound({ ...input, ...own }),
    inbox: { list: (input = {}) => inbox.list({ ...input, ...own }) },
    contacts: { list: (input = {}) => contacts.list({ ...input, ...own }) },
  };
  tenants.add(tenant);
  return tenant;
}

/** @throws TypeError for what is no tenant */
export function checkTenant(received: unknown, matcher: string): Tenant {
  if (isTenant(received)) return received;
  throw new TypeError(
    `Failed to look at what was sent: ${matcher} takes the test's account, not ${kindOf(received)}. ` +
      `Please write: test("…", async ({ protexting }) => { await expect(protexting).${matcher}(…) }).`,
  );
}

function isTenant(value: unknown): value is Tenant {
  return typeof value === "object" && value !== null && tenants.has(value);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Promise) return "a promise";
  return typeof value === "object" ? "another object" : `a ${typeof value}`;
}
