import { describe, expect, it } from "vitest";
import { Parts } from "./parts.ts";

const RECIPIENT = "12125550150";

async function statuses({ store }: Parts): Promise<readonly number[]> {
  return store.events(0, undefined, 100).flatMap(({ what }) => (what.type === "status" ? [what.status] : []));
}

describe("who begins to listen when messages lie there already", () => {
  it("is told of the steps to come, and of none that has been", async () => {
    const parts = new Parts();
    await parts.send({ MobilePhone: RECIPIENT, Message: "Delivered before" });
    parts.clock.advance(60_000);
    await parts.send({ MobilePhone: RECIPIENT, Message: "Delivered later" });
    parts.store.listen();
    expect(await statuses(parts)).toEqual([]);
    parts.clock.advance(60_000);
    expect(await statuses(parts)).toEqual([10, 2]);
  });

  it("is told of what is still to come by a clock that was set back", async () => {
    const parts = new Parts({ delivery: { mode: "immediate" } });
    await parts.send({ MobilePhone: RECIPIENT, Message: "Hello" });
    parts.clock.advance(-60_000);
    parts.store.listen();
    parts.clock.advance(120_000);
    expect(await statuses(parts)).toEqual([2]);
  });
});
