/** The list that processes send until they are killed; the same in each of them. */
import type { BulkItem } from "../../../src/client/index.ts";
import { numbers } from "./numbers.ts";

/** Each text is another; 150 recipients get two each. */
export function listToKill(count: number): BulkItem[] {
  const recipients = numbers(count / 2);
  return Array.from({ length: count }, (_, index) => ({
    mobilePhone: recipients[index % recipients.length] ?? "",
    message: `message ${index}`,
  }));
}
