import type { DeliveryStatusId } from "../../../protocol/delivery-status.ts";
import { decideStep, historyAt, statusAt } from "../../domain/delivery.ts";
import type { Message } from "../../domain/message.ts";
import type { Transition } from "../../domain/transition.ts";
import { matchesMessage } from "../../store/queries.ts";
import type { MessagesInput, WaitForMessageInput } from "../../types/inputs.ts";
import type { MessageView } from "../../types/views.ts";
import type { List } from "../list.ts";
import { ProblemError } from "../problem.ts";
import { check, messageStatus, messagesQuery, waitForMessage } from "../schemas.ts";
import { type OperationServices, recipientOf, unknown, unmatched } from "../services.ts";
import { messageView } from "../views.ts";
import { itemsOf, watcher } from "../watch.ts";

export interface MessageOperations {
  /** Newest first. */
  list(input?: MessagesInput): Promise<List<MessageView>>;
  get(id: string): Promise<MessageView>;
  /**
   * The newest that matches, as soon as there is one. A status is matched by every message that has reached it,
   * also by one that has moved on since: a clock that is advanced jumps past what lies between.
   * @throws ProblemError 408 at the deadline, 503 when the emulator closes
   * @throws the signal's reason when it fires
   */
  waitFor(input?: WaitForMessageInput, signal?: AbortSignal): Promise<MessageView>;
  /** Decides by hand. @throws ProblemError 409 when its status is final */
  setStatus(id: string, status: DeliveryStatusId): Promise<MessageView>;
}

export function messageOperations(services: OperationServices): MessageOperations {
  const { store, settings, wakeUp } = services;
  const show = (message: Message): MessageView => messageView(message, settings, store.now(message.token));
  const watch = watcher(services, (what) =>
    what.type === "message" || what.type === "status" ? store.message(what.message) : undefined,
  );

  async function find(id: string): Promise<Message> {
    const message = await store.message(id);
    if (message === undefined) throw unknown("message", id);
    return message;
  }

  return {
    async list(input = {}) {
      const query = check(messagesQuery, input, "query");
      const { items, total } = await store.messages({
        ...query,
        recipient: recipientOf(services, query.recipient),
      });
      return { items: items.map(show), total };
    },

    async get(id) {
      return show(await find(id));
    },

    async waitFor(input = {}, signal) {
      const { timeoutMs, status, ...filter } = check(waitForMessage, input, "query");
      const query = {
        ...filter,
        recipient: recipientOf(services, filter.recipient),
        limit: MATCHES_LOOKED_AT,
      };
      const found = await watch(
        {
          all: () => itemsOf(store.messages(query)),
          matches: (message) =>
            matchesMessage(message, query) &&
            (status === undefined || hasReached(message, status, store.now(message.token))),
        },
        { timeoutMs, token: filter.token, signal },
      );
      if (found === undefined) throw unmatched("message", timeoutMs, wakeUp.ending, signal);
      return show(found);
    },

    async setStatus(id, status) {
      const { id: decided } = check(messageStatus, { id: status }, "body");
      const { token } = await find(id);
      const now = store.now(token);
      const { result } = await store.transact(token, { message: id }, ({ message }) =>
        decide(message, decided, now),
      );
      if (!result) {
        throw new ProblemError({
          status: 409,
          title: "Conflict",
          detail: `The status of the message "${id}" is final and does not move.`,
        });
      }
      return show(await find(id));
    },
  };
}

function hasReached(message: Message, status: DeliveryStatusId, now: number): boolean {
  // A message of a clock that was set back has no history yet, but shows the status it begins with.
  return statusAt(message, now) === status || historyAt(message, now).some((step) => step.status === status);
}

const MATCHES_LOOKED_AT = 10_000;

function decide(message: Message | undefined, status: DeliveryStatusId, now: number): Transition<boolean> {
  const step = message === undefined ? undefined : decideStep(message, status, now);
  if (message === undefined || step === undefined) return { result: false, effects: [] };
  return { result: true, effects: [{ kind: "delivery-step", id: message.id, step }] };
}
