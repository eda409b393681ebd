/** `keyword/index`: words that handsets text to subscribe. */
import { index } from "../../protocol/api/keyword.ts";
import { vendorDateTime } from "../../protocol/vendor-time.ts";
import { recordList } from "./list-action.ts";

export const keywordIndex = recordList({
  endpoint: index,
  of: "keywords",
  values: ({ reservedAt, ...keyword }) => ({
    ...keyword,
    reservedOn: vendorDateTime(reservedAt).slice(0, 10),
  }),
  rule: "keyword.index",
});
