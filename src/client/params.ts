/** Parameters of calls, read once, and refused before anything leaves when they cannot be meant. */
import { refuseInput, shown } from "./invalid-input.ts";
import { editDistance, nearestTo } from "./nearest.ts";
import type { PageParams } from "./page.ts";
import type { InboxFilter } from "./wire/inbox.ts";
import type { SendParams } from "./wire/message.ts";
import type { NewMmsTemplate } from "./wire/mms-templates.ts";

/** The names of an interface, which has none at run time. */
export type Names<Params> = Readonly<Record<keyof Params, true>>;

export const simpleSendNames: Names<Omit<SendParams, "sendFrom">> = {
  mobilePhone: true,
  message: true,
  mmsTemplateId: true,
  subject: true,
  mmsHighResolution: true,
  mmsResend: true,
};
export const sendNames: Names<SendParams> = { ...simpleSendNames, sendFrom: true };
export const perPageNames: Names<Pick<PageParams, "perPage">> = { perPage: true };
export const pageNames: Names<PageParams> = { ...perPageNames, page: true };
const filterNames: Names<InboxFilter> = {
  mobilePhone: true,
  fromDateReceived: true,
  toDateReceived: true,
  typeId: true,
  keywordId: true,
  campaignId: true,
};
export const inboxRowNames: Names<InboxFilter & Pick<PageParams, "perPage">> = {
  ...filterNames,
  ...perPageNames,
};
export const inboxNames: Names<InboxFilter & PageParams> = { ...filterNames, ...pageNames };
export const templateNames: Names<NewMmsTemplate> = { resourceLink: true, name: true };

/**
 * A plain copy, made when a call begins. Each value is read once, wherever it stands, so an accessor or a prototype
 * cannot show one value to the checks and another to the request, and what the caller changes later changes nothing.
 */
export function copyParams<Params extends object>(given: Params, names: Names<Params>): Params {
  if (typeof given !== "object" || given === null) return given;
  const copy = { ...given };
  for (const name of Object.keys(names)) {
    if (!Object.hasOwn(copy, name) && name in given) Reflect.set(copy, name, Reflect.get(given, name));
  }
  return copy;
}

/**
 * The copy, once its names are checked: a misspelt parameter must not go by unseen.
 *
 * @throws InvalidInputError that says which name is the nearest
 */
export function checkParams<Params extends object>(
  given: Params,
  names: Readonly<Record<string, true>>,
  purpose: string,
): Params {
  if (typeof given !== "object" || given === null) {
    refuseInput([{ field: "parameters", message: `should be an object (${shown(given)})` }], purpose);
  }
  const unknown = Object.entries(given).filter(
    ([name, value]) => value !== undefined && !Object.hasOwn(names, name),
  );
  refuseInput(
    unknown.map(([field]) => ({ field, message: `is unknown; ${hint(field, Object.keys(names))}` })),
    purpose,
  );
  return given;
}

function hint(name: string, known: readonly string[]): string {
  const nearest = nearestTo(name, known);
  const isNear = nearest !== undefined && editDistance(name, nearest) < name.length / 2;
  return isNear ? `perhaps ${nearest} is meant` : `there are ${known.join(", ")}`;
}
