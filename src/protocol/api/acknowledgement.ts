import { remark } from "./field.ts";

/** A change that the API confirms in words and nothing else. */
export const acknowledgement = {
  /** The API's own words. */
  message: remark("message"),
} as const;
