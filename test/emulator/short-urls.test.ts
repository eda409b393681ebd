/** Short URLs of an account. */
import { describe, expect, it } from "vitest";
import { json, TestEmulator } from "../support/test-emulator.ts";

const TOKEN = "test_shorturls";
const INDEX = "/v1/shorturl/index";
const LANDING = "https://www.protexting.com/developers/docs";

const shortUrls = [
  {
    code: "abc",
    title: "My Short URL",
    originalUrl: LANDING,
    createdAt: "2019-01-01T17:00:00Z",
    campaigns: [{ campaignId: 100, sent: 1500 }],
  },
  { code: "abcd", originalUrl: LANDING, createdAt: "2019-01-02T17:00:00.999Z", tracksNumbers: false },
];

async function planted(settings = {}): Promise<TestEmulator> {
  const emulator = new TestEmulator(settings);
  await emulator.emulator.plant({ accounts: [{ token: TOKEN, shortUrls }] });
  return emulator;
}

async function codes(emulator: TestEmulator, query = ""): Promise<readonly string[]> {
  const answer = await emulator.call(INDEX, { token: TOKEN, query });
  return json<readonly { readonly Short_Url: string }[]>(answer).map(({ Short_Url }) =>
    Short_Url.replace("https://ptxt.io/", ""),
  );
}

describe("the list of short URLs", () => {
  it("is as the vendor prints it, DateCreaed alone in both formats [shorturl.index] [shorturl.ids]", async () => {
    const emulator = await planted();
    const query = "per-page=1";
    expect((await emulator.call(INDEX, { token: TOKEN, query })).text).toBe(
      '[{"Id":1,"Title":"My Short URL","Short_Url":"https://ptxt.io/abc","Original_Url":"https://www.protexting.com/developers/docs","DateCreaed":"2019-01-01 12:00:00","Track_Numbers":1}]',
    );
    const xml = await emulator.call(INDEX, { token: TOKEN, query, accept: "application/xml" });
    expect(xml.text).toContain(
      "<DateCreaed>2019-01-01 12:00:00</DateCreaed><Track_Numbers>1</Track_Numbers></item>",
    );
  });

  it("has the addresses of the setting mms.shortUrl", async () => {
    const emulator = await planted({ mms: { shortUrl: "http://127.0.0.1:4280/_emulator/links/{code}" } });
    const [first] = json<readonly unknown[]>(await emulator.call(INDEX, { token: TOKEN }));
    expect(first).toMatchObject({ Short_Url: "http://127.0.0.1:4280/_emulator/links/abc" });
  });

  it("is narrowed by campaign and by time of creation, both ends included [shorturl.filters]", async () => {
    const emulator = await planted();
    expect(await codes(emulator)).toEqual(["abc", "abcd"]);
    expect(await codes(emulator, "group_campaign_id=100")).toEqual(["abc"]);
    expect(await codes(emulator, "group_campaign_id=101")).toEqual([]);
    expect(await codes(emulator, "from_date_time=2019-01-01+12:00:01")).toEqual(["abcd"]);
    expect(await codes(emulator, "to_date_time=2019-01-02+12:00:00")).toEqual(["abc", "abcd"]);
    expect(await codes(emulator, "to_date_time=2019-01-02+11:59:59")).toEqual(["abc"]);
    expect(await codes(emulator, "to_date_time=2019-01-01")).toEqual(["abc"]);
    expect(await codes(emulator, "from_date_time=2019-01-01+12:00:00&number=&group_campaign_id=")).toEqual([
      "abc",
      "abcd",
    ]);
  });

  it("is narrowed to those texted to a number, of which no longer code counts [shorturl.filters]", async () => {
    const emulator = await planted();
    const send = (MobilePhone: string, Message: string) =>
      emulator.sent({ MobilePhone, Message }, { token: TOKEN });
    await send("12125550150", "See https://ptxt.io/abcd.");
    await send("12125550151", "https://ptxt.io/abcd https://ptxt.io/abc");
    expect(await codes(emulator, "number=12125550150")).toEqual(["abcd"]);
    expect(await codes(emulator, "number=%2B1+(212)+555-0151")).toEqual(["abc", "abcd"]);
    expect(await codes(emulator, "number=12125550152")).toEqual([]);
  });

  it("meets a filter that cannot be read as the setting inbox.invalidFilter says", async () => {
    const answers = ["ignored", "nothing", "refused"] as const;
    const emulators = answers.map((invalidFilter) => planted({ inbox: { invalidFilter } }));
    const query = "from_date_time=yesterday";
    const [ignored, nothing, refused] = await Promise.all(
      emulators.map(async (made) => await (await made).call(INDEX, { token: TOKEN, query })),
    );
    expect(ignored?.headers.get("X-Pagination-Total-Count")).toBe("2");
    expect(nothing?.text).toBe("[]");
    expect([refused?.status, JSON.parse(refused?.text ?? "")]).toMatchObject([
      422,
      [{ field: "from_date_time" }],
    ]);
  });
});

it("of a seed with an address that no browser follows are refused", async () => {
  const emulator = new TestEmulator();
  const bad = [{ code: "a/b", originalUrl: "javascript:alert(1)" }];
  await expect(emulator.emulator.plant({ accounts: [{ token: TOKEN, shortUrls: bad }] })).rejects.toThrow(
    /shortUrls\[0\]\.code.*\n?.*shortUrls\[0\]\.originalUrl/s,
  );
});
