/** The short URL of an MMS is one of the account's: listed, followed, counted. */
import { describe, expect, it } from "vitest";
import { json } from "../support/test-emulator.ts";
import { MMS, open, REJECTING } from "./mms-resend-steps.ts";

type Rows = readonly Readonly<Record<string, unknown>>[];
type Opened = Awaited<ReturnType<typeof open>>;

const rows = async (emulator: Opened, path: string, query = ""): Promise<Rows> =>
  json<Rows>(await emulator.call(`/v1/shorturl/${path}`, { query }));

async function follow({ emulator, origin }: Opened, id: string): Promise<Response> {
  return await emulator.fetch(`${origin}/_emulator/links/${id.slice(0, 8)}`, { redirect: "manual" });
}

describe("the short URL of an MMS", () => {
  it("[mms.short-url] with MmsHighResolution is listed, leads to the media, and its click tells the recipient", async () => {
    const emulator = await open();
    const id = await emulator.sent({
      ...MMS,
      MobilePhone: "12125550150",
      Subject: "News",
      MmsHighResolution: 1,
    });
    const [shortUrl, ...others] = await rows(emulator, "index");
    expect(others).toEqual([]);
    expect(shortUrl).toEqual({
      Id: 1,
      Title: "News",
      Short_Url: `https://ptxt.io/${id.slice(0, 8)}`,
      Original_Url: expect.stringMatching(
        /^https:\/\/mms\.protexting\.com\/uploads\/media\/[0-9a-f]{20}\.png$/,
      ),
      DateCreaed: "2026-01-15 07:00:00",
      Track_Numbers: 1,
    });
    const followed = await follow(emulator, id);
    expect([followed.status, followed.headers.get("Location")]).toEqual([302, shortUrl?.["Original_Url"]]);
    expect(await rows(emulator, "details", "id=1")).toMatchObject([{ Number: "12125550150" }]);
    expect(await rows(emulator, "analytics", "id=1")).toMatchObject([
      { TotalClicks: 1, TotalSentMessages: 1 },
    ]);
  });

  it("[mms.resend] of an MMS that goes again as SMS is made when it goes", async () => {
    const emulator = await open();
    const id = await emulator.sent(MMS);
    emulator.clock.advance(2999);
    expect(await rows(emulator, "index")).toEqual([]);
    emulator.clock.advance(1);
    expect(await rows(emulator, "index")).toMatchObject([{ Id: 1, DateCreaed: "2026-01-15 07:00:03" }]);
    await follow(emulator, id);
    expect(await rows(emulator, "details", "id=1")).toMatchObject([{ Number: REJECTING }]);
  });

  it("[mms.short-url] is one, where the MMS and the SMS in its place both have it", async () => {
    const emulator = await open();
    await emulator.sent({ ...MMS, MmsHighResolution: 1 });
    emulator.clock.advance(3000);
    expect(await rows(emulator, "index")).toHaveLength(1);
    expect(await rows(emulator, "analytics", "id=1")).toMatchObject([{ TotalSentMessages: 2 }]);
  });

  it("[mms.high-resolution-form] is not made where the setting leaves the line out, nor without the parameters", async () => {
    const emulator = await open({ mms: { highResolution: "nothing" } });
    const accepted = { ...MMS, MobilePhone: "12125550150" };
    await emulator.sent({ ...accepted, MmsHighResolution: 1 });
    await emulator.sent({ ...accepted, MmsResend: 0 });
    await emulator.sent({ MobilePhone: "12125550150", MmsHighResolution: 1 });
    expect(await rows(emulator, "index")).toEqual([]);
  });
});
