/** `custom-contact-fields/index` and `create`: fields that the account has added to its contacts. */
import { createdCustomContactField, index } from "../../protocol/api/custom-contact-fields.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { required, text, textOf, validFields } from "../framework/form.ts";
import { encode } from "./encode.ts";
import { recordList } from "./list-action.ts";
import type { Action } from "./route.ts";

/** Page create-custom-field; the page list-custom-fields says 255. */
const NAME = { least: 3, most: 64 } as const;

const rules = [required("fname"), text("fname", NAME.most, NAME.least)];

export const customFieldsIndex = recordList({
  endpoint: index,
  of: "customFields",
  values: (field) => field,
  rule: "custom-fields.index",
});

export const customFieldsCreate: Action = async (call, { store }) => {
  const fields = await call.fields();
  validFields(fields, rules, "custom-fields.name");
  const name = textOf(fields, "fname");
  const { result } = await store.transact(call.token, {}, ({ nextId }) => {
    const record = { id: nextId("customFields"), name, createdAt: call.now, updatedAt: call.now };
    return { result: record, effects: [{ kind: "keep", of: "customFields", record }] };
  });
  return {
    body: encode(createdCustomContactField, { ...result, values: [] }),
    decided: fromExplanation(accepted(step("custom-fields.create", { id: result.id }))),
  };
};
