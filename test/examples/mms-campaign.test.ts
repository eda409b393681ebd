/** The rehearsal of an MMS campaign, run as its reader would. */
import { expect, it } from "vitest";
import { runExample } from "./run-example.ts";

it("the rehearsal goes from the template to the opt-out, and tells what became of each guest", async () => {
  // It asks an emulator of its own; no server listens at this address.
  const elsewhere = { url: "http://127.0.0.1:9", token: "test_unused" };
  const { code, stdout, stderr } = await runExample("mms-campaign", [], elsewhere);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.trimEnd().split("\n")).toEqual([
    "template 10586: Approved",
    "Ada: MMS Delivered",
    "Ben: MMS Delivered",
    "Cleo: MMS Delivered",
    "Dan: MMS Rejected, then SMS Delivered",
    "Cleo wrote: STOP",
    "Ben wrote: Yes, two of us!",
    "Ada: reminded",
    "Ben: reminded",
    "Cleo: not reminded (code 1)",
    "Dan: reminded",
    "16 credits spent, 84 left",
  ]);
});
