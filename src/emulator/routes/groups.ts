/** `groups/index`, `view`, `create` and `update`: the groups that contacts are in. */
import { group, index } from "../../protocol/api/groups.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import {
  createGroup,
  type GroupRead,
  type GroupRequest,
  readGroup,
  updateGroup,
} from "../domain/group-rules.ts";
import { type Refusal, unknownId } from "../domain/refusal.ts";
import { givenText, required, text, textOf, validFields } from "../framework/form.ts";
import { requiredParameter } from "../framework/query.ts";
import type { Fields } from "../framework/read-body.ts";
import { encode } from "./encode.ts";
import { recordList } from "./list-action.ts";
import { idOf, lookUp } from "./look-up.ts";
import type { Action, Services } from "./route.ts";

const NAME = { least: 3, most: 255 } as const;

const rules = [
  required("fname"),
  text("fname", NAME.most, NAME.least),
  // An empty note passes: the framework checks the length of no empty value.
  text("fnote", NAME.most, NAME.least),
];

export const groupsIndex = recordList({
  endpoint: index,
  of: "groups",
  values: (record, call, services) => lookUp(call, services, (view) => readGroup(record, view)),
  rule: "groups.index",
});

export const groupsView: Action = async (call, services) => {
  const id = requiredParameter(call.query, "id", services.behaviour);
  const found = await lookUp(call, services, (view) => {
    const record = view.records.groups.get(idOf(id));
    return record && readGroup(record, view);
  });
  if (found === undefined) throw unknownGroup(id, services);
  return answer(found, step("groups.view", { id }));
};

export const groupsCreate: Action = async (call, services) => {
  const request = requestOf(await call.fields());
  const { result } = await services.store.transact(call.token, {}, (view) =>
    createGroup(request, view, call.now),
  );
  return answer(result, step("groups.create", { id: result.id }));
};

export const groupsUpdate: Action = async (call, services) => {
  const id = requiredParameter(call.query, "id", services.behaviour);
  // As the framework's own action does, the record is looked for before the fields are read.
  const known = await lookUp(call, services, (view) => view.records.groups.has(idOf(id)));
  if (!known) throw unknownGroup(id, services);
  const request = requestOf(await call.fields());
  const { result } = await services.store.transact(call.token, {}, (view) =>
    updateGroup(idOf(id), request, view, call.now),
  );
  if (result === undefined) throw unknownGroup(id, services);
  return answer(result, step("groups.update", { id }));
};

/** @throws Refusal 422 */
function requestOf(fields: Fields): GroupRequest {
  validFields(fields, rules, "groups.fields");
  return { name: textOf(fields, "fname"), note: givenText(fields, "fnote") };
}

function unknownGroup(id: string, { settings }: Services): Refusal {
  return unknownId(
    settings,
    { id },
    "The Id of a group in groups/index of this account.",
    "groups.unknown-id",
  );
}

function answer(read: GroupRead, decided: Parameters<typeof accepted>[0]) {
  return { body: encode(group, read), decided: fromExplanation(accepted(decided)) };
}
