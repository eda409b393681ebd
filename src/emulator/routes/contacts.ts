/** `contacts/create`, `view`, `find`, `update` and `opt-out`: whom the account knows by number. */
import { contact, contactDetails } from "../../protocol/api/contacts.ts";
import { fromExplanation } from "../domain/cause.ts";
import { type Contact, profileOf } from "../domain/contact.ts";
import { createContact, updateContact } from "../domain/contact-rules.ts";
import { accepted, type ExplanationStep, step } from "../domain/explanation.ts";
import { optOutByApi } from "../domain/opt-out.ts";
import { Refusal, unknownId } from "../domain/refusal.ts";
import { submit } from "../domain/submit.ts";
import type { AccountView, Transition } from "../domain/transition.ts";
import { validFields } from "../framework/form.ts";
import { requiredParameter } from "../framework/query.ts";
import { contactRequestOf, createRules, numberOf, updateRules, welcomeOf } from "./contact-fields.ts";
import { encode } from "./encode.ts";
import { idOf, lookUp } from "./look-up.ts";
import { phoneNumberOf } from "./phone-number.ts";
import type { Action, Services } from "./route.ts";

export const contactsCreate: Action = async (call, services) => {
  const { settings, store, draw } = services;
  const fields = await call.fields();
  const number = numberOf(fields, services);
  const { result } = await store.transact(
    call.token,
    number === undefined ? {} : { recipient: number },
    (view): Transition<Contact | Refusal> => {
      validFields(fields, createRules(view, services), "contacts.fields");
      const made = createContact(contactRequestOf(fields, services), view, call.now);
      const welcome = welcomeOf(fields, services);
      if (welcome === undefined) return made;
      const id = draw(call.token, "message-id", view.account.totals.messages);
      const sent = submit(welcome, view, settings, id, call.now);
      // Nothing is made when the message cannot be sent.
      if (sent.result instanceof Refusal) return { result: sent.result, effects: sent.effects };
      return { result: made.result, effects: [...made.effects, ...sent.effects] };
    },
  );
  if (result instanceof Refusal) throw result;
  const known = step("contacts.known", { treated: settings.knownContact });
  return { ...answer(result, known, step("contacts.create", { id: result.id })), status: 201 };
};

export const contactsView: Action = async (call, services) => {
  const id = requiredParameter(call.query, "id", services.behaviour);
  const found = await lookUp(call, services, (view) => {
    const known = view.contacts.byId(idOf(id));
    return known && detailsOf(known, view);
  });
  if (found === undefined) throw unknownContact({ id }, services);
  return {
    body: encode(contactDetails, found),
    decided: fromExplanation(accepted(step("contacts.view", { id }))),
  };
};

export const contactsFind: Action = async (call, services) => {
  const asked = requiredParameter(call.query, "number", services.behaviour);
  const number = services.readPhone(asked) ?? asked;
  const found = await lookUp(call, services, ({ contacts }) => contacts.get(number));
  if (found === undefined) throw unknownContact({ number: asked }, services);
  return answer(found, step("contacts.find", { number }));
};

export const contactsUpdate: Action = async (call, services) => {
  const id = requiredParameter(call.query, "id", services.behaviour);
  if ((await lookUp(call, services, ({ contacts }) => contacts.byId(idOf(id)))) === undefined)
    throw unknownContact({ id }, services);
  const fields = await call.fields();
  const { result } = await services.store.transact(call.token, {}, (view) => {
    validFields(fields, updateRules(idOf(id), view, services), "contacts.fields");
    return updateContact(idOf(id), contactRequestOf(fields, services), view, call.now);
  });
  if (result === undefined) throw unknownContact({ id }, services);
  return answer(result, step("contacts.update", { id }));
};

export const optOut: Action = async (call, services) => {
  const number = phoneNumberOf(await call.fields(), services);
  const { result } = await services.store.transact(call.token, { recipient: number }, (view) =>
    optOutByApi(number, view, call.now),
  );
  return answer(result, step("opt-out.contact", { number, by: result.optOut?.by ?? null }));
};

function unknownContact(asked: Readonly<Record<string, string>>, { settings }: Services): Refusal {
  return unknownId(settings, asked, "A contact of this account.", "contacts.unknown");
}

function answer(found: Contact, first: ExplanationStep, ...rest: readonly ExplanationStep[]) {
  return { body: encode(contact, valuesOf(found)), decided: fromExplanation(accepted(first, ...rest)) };
}

function valuesOf(found: Contact) {
  const { id, number, optOut: out, createdAt, updatedAt } = found;
  const { fieldValues, ...person } = profileOf(found);
  const customFieldIds = fieldValues.map(({ fieldId }) => fieldId);
  return { id, number, optedOut: out !== null, createdAt, updatedAt, ...person, customFieldIds };
}

function detailsOf(found: Contact, { records }: AccountView) {
  return {
    ...valuesOf(found),
    optedOutViaApi: found.optOut?.by === "api",
    customFields: profileOf(found).fieldValues.map(({ id, fieldId, value }) => ({
      fieldId,
      fieldName: records.customFields.get(fieldId)?.name ?? "",
      valueId: id,
      value,
    })),
  };
}
