import { type Inbound, receive } from "../../domain/inbound.ts";
import { pushAddress } from "../../domain/push.ts";
import type { ContactsInput, InboundInput, InboxInput } from "../../types/inputs.ts";
import type { ContactView, InboundView, ReceivedView } from "../../types/views.ts";
import type { List } from "../list.ts";
import { check, contactsQuery, inbound as inboundSchema, inboxQuery, invalid } from "../schemas.ts";
import { type OperationServices, recipientOf, unknown } from "../services.ts";
import { contactView, inboundView } from "../views.ts";

export interface HandsetOperations {
  /**
   * Receives a message from a handset; opens the account if its token may. Ends when the push, where one is configured,
   * has been answered; a push that fails is reported in the answer and in the log, and changes nothing.
   * @throws ProblemError 400 for an invalid number, 404 for an unknown account
   */
  inbound(input: InboundInput, signal?: AbortSignal): Promise<ReceivedView>;
  readonly inbox: {
    /** Newest first. */
    list(input: InboxInput): Promise<List<InboundView>>;
  };
  readonly contacts: {
    /** Lists contacts, the one that changed last first. */
    list(input: ContactsInput): Promise<List<ContactView>>;
  };
}

export function handsetOperations(services: OperationServices): HandsetOperations {
  const { store, settings, push } = services;

  /** Requires an existing account: reads do not open one. */
  async function known(token: string): Promise<void> {
    if ((await store.account(token)) === undefined) throw unknown("account", token);
  }

  return {
    async inbound(input, signal) {
      const { token, carrier, ...written } = check(inboundSchema, input, "body");
      if ((await store.admit(token)) === undefined) throw unknown("account", token);
      const request = await read(token, written);
      const now = store.now(token);
      const { result } = await store.transact(token, { recipient: request.from }, (view) =>
        receive(request, view, settings, now),
      );
      const url = pushAddress(result, carrier, settings);
      return { ...inboundView(result), push: url === undefined ? null : await push(url, signal) };
    },

    inbox: {
      async list(input) {
        const { token, limit, from, contains } = check(inboxQuery, input, "query");
        await known(token);
        const filter = { from: recipientOf(services, from), contains };
        const { total } = await store.inbox(token, filter, 0, 0);
        const { items } = await store.inbox(token, filter, Math.max(0, total - limit), limit);
        return { items: items.map(inboundView).toReversed(), total };
      },
    },

    contacts: {
      async list(input) {
        const { token, limit } = check(contactsQuery, input, "query");
        await known(token);
        const { items, total } = await store.contacts(token, limit);
        return { items: items.map(contactView), total };
      },
    },
  };

  /** @throws ProblemError 400 for a number that is invalid, or not the account's */
  async function read(token: string, written: Omit<InboundInput, "token" | "carrier">): Promise<Inbound> {
    const { from: writtenFrom, to: writtenTo, message, keyword = null, campaign = null } = written;
    const from = services.readPhone(writtenFrom);
    if (from === undefined) {
      throw invalid("body", [{ field: "from", message: "must be a phone number, country code first" }]);
    }
    const numbers = (await store.account(token))?.numbers ?? [];
    const to = writtenTo === undefined ? await lastSender(token, from) : ownNumber(writtenTo, numbers);
    if (to === undefined || !numbers.includes(to)) {
      const [first] = numbers;
      if (writtenTo === undefined && first !== undefined)
        return { from, to: first, text: message, keyword, campaign };
      throw invalid("body", [
        { field: "to", message: `must be one of the account's numbers: ${numbers.join(", ")}` },
      ]);
    }
    return { from, to, text: message, keyword, campaign };
  }

  function ownNumber(to: string, numbers: readonly string[]): string | undefined {
    return numbers.includes(to) ? to : services.readPhone(to);
  }

  /** Number that last wrote to the recipient, which is the one people reply to. */
  async function lastSender(token: string, recipient: string): Promise<string | undefined> {
    const { items } = await store.messages({ token, recipient, limit: 1 });
    return items[0]?.sender;
  }
}
