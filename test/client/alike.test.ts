/** Writings of one number that the API may change into one another, also those that the emulator does not take. */
import { describe, expect, it } from "vitest";
import { hasAlikeRecipient } from "../../src/client/alike.ts";
import { maskSentRecipient } from "../../src/protocol/recipient.ts";

function isAlike(sent: string, kept: string): boolean {
  const row = {
    id: 1,
    mobilePhone: maskSentRecipient(kept),
    message: "Hello",
    sentAt: { text: "", date: new Date(0) },
    type: { id: 1, description: "SMS" },
    mmsTemplateId: null,
    subject: "",
    status: { id: 2, description: "Delivered" },
    apiId: null,
  };
  const params = { mobilePhone: sent, message: "Hello" };
  return hasAlikeRecipient(row, { params, startedAt: 0, endedAt: 0 });
}

describe("two writings of a number", () => {
  it.each([
    ["5491112345678", "541112345678"],
    ["5215512345678", "525512345678"],
    ["00442079460123", "442079460123"],
    ["011442079460123", "442079460123"],
    ["005491112345678", "541112345678"],
    ["16465550150", "6465550150"],
    ["0016465550150", "6465550150"],
  ])("%s and %s are alike, whichever is sent", (one, other) => {
    expect([isAlike(`+${one}`, other), isAlike(`+${other}`, one), isAlike(one, other)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it.each([
    ["5491112345678", "525512345678"],
    ["442079460123", "452079460123"],
    ["16465550150", "12125550150"],
  ])("%s and %s are not", (one, other) => {
    expect([isAlike(one, other), isAlike(other, one)]).toEqual([false, false]);
  });
});
