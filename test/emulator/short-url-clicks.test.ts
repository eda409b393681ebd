/** Clicks on short URLs: by the control API, and by following the link on the emulator. */
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";
import { json, TestEmulator } from "../support/test-emulator.ts";

const TOKEN = "test_clicks";
const DETAILS = "/v1/shorturl/details";
const ANALYTICS = "/v1/shorturl/analytics";
const LANDING = "https://shop.example.test/spring?from=sms#top";
const ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36";
const WOOSTER = { "CF-IPCity": "Wooster", "CF-Region": "Ohio", "CF-IPCountry": "US", "User-Agent": ANDROID };

type Click = Readonly<Record<string, string>>;

async function opened(settings = {}): Promise<TestEmulator> {
  const emulator = new TestEmulator(settings);
  await emulator.open(TOKEN);
  for (const code of ["spring", "menu"])
    await emulator.emulator.shortUrls.create({ token: TOKEN, code, originalUrl: LANDING });
  return emulator;
}

async function clicks(emulator: TestEmulator, query = "id=1"): Promise<readonly Click[]> {
  return json<readonly Click[]>(await emulator.call(DETAILS, { token: TOKEN, query }));
}

function follow({ emulator, origin }: TestEmulator, code: string, init: RequestInit = {}): Promise<Response> {
  return emulator.fetch(`${origin}/_emulator/links/${code}`, { redirect: "manual", ...init });
}

describe("clicks on a short URL", () => {
  it("are listed as the vendor prints them, what is not known as empty texts [shorturl.details] [shorturl.number]", async () => {
    const emulator = await opened({ numbersShown: "masked" });
    const { shortUrls } = emulator.emulator;
    const visitor = {
      number: "+1 (646) 555-0123",
      city: "Wooster",
      state: "Ohio",
      country: "United States",
      device: "Android",
    };
    await shortUrls.click(1, { token: TOKEN, ...visitor });
    emulator.clock.advance(1000);
    await shortUrls.click(1, { token: TOKEN });
    await shortUrls.click(2, { token: TOKEN });
    expect((await emulator.call(DETAILS, { token: TOKEN, query: "id=1" })).text).toBe(
      '[{"Number":"1646xxxxxxx","DateTime":"2026-01-15 07:00:00","City":"Wooster","State":"Ohio","Country":"United States","Device":"Android"},' +
        '{"Number":"","DateTime":"2026-01-15 07:00:01","City":"","State":"","Country":"","Device":""}]',
    );
  });

  it("show the number in full unless the settings say otherwise [shorturl.number]", async () => {
    const emulator = await opened();
    await emulator.emulator.shortUrls.click(1, { token: TOKEN, number: "16465550123" });
    expect((await clicks(emulator))[0]?.["Number"]).toBe("16465550123");
  });

  it("are narrowed by number, time, city and state, each alone and together [shorturl.click-filters]", async () => {
    const emulator = await opened();
    for (const [number, city, state] of [
      ["12125550150", "Wooster", "Ohio"],
      ["12125550151", "Wooster", "Texas"],
      ["12125550150", "Dallas", "Texas"],
    ] as const) {
      await emulator.emulator.shortUrls.click(1, { token: TOKEN, number, city, state });
      emulator.clock.advance(1000);
    }
    const found = async (query: string) =>
      (await clicks(emulator, `id=1&${query}`)).map(({ DateTime }) => DateTime?.slice(-1));
    expect(await found("number=12125550150")).toEqual(["0", "2"]);
    expect(await found("city=wooster")).toEqual(["0", "1"]);
    expect(await found("state=Texas&city=Wooster")).toEqual(["1"]);
    expect(await found("from_date_time=2026-01-15+07:00:01")).toEqual(["1", "2"]);
    expect(await found("to_date_time=2026-01-15+07:00:01")).toEqual(["0", "1"]);
    expect(await found("city=&state=&number=")).toEqual(["0", "1", "2"]);
  });

  it("of no short URL of the account are refused: 404, 400 without an id [shorturl.unknown-id]", async () => {
    const emulator = await opened();
    const statuses = ["id=3", "id=x", ""].map(
      async (query) => (await emulator.call(DETAILS, { token: TOKEN, query })).status,
    );
    expect(await Promise.all(statuses)).toEqual([404, 404, 400]);
    const others = await emulator.call(DETAILS, { token: "test_other", query: "id=1" });
    expect(others.status).toBe(404);
    const unknown = await emulator.control("POST", "short-urls/3/clicks", { token: TOKEN });
    expect(json(unknown)).toMatchObject({
      detail: 'There is no short URL of the account "test_clicks" "3".',
    });
    const noNumber = await emulator.control("POST", "short-urls/1/clicks", { token: TOKEN, number: "me" });
    expect(json(noNumber)).toMatchObject({ status: 400, errors: [{ field: "number" }] });
    expect(await clicks(emulator)).toEqual([]);
  });

  it("can be seeded, on short URLs that are there by then", async () => {
    const emulator = new TestEmulator();
    const shortUrls = [{ code: "spring", originalUrl: LANDING, createdAt: "-2h" }];
    const plant = (code: string, clickedAt: string) =>
      emulator.emulator.plant({
        accounts: [{ token: TOKEN, shortUrls, shortUrlClicks: [{ code, clickedAt, city: "Wooster" }] }],
      });
    await expect(plant("winter", "-1h")).rejects.toThrow(
      'accounts[0].shortUrlClicks[0].code: "winter" is the code of none of the account\'s shortUrls',
    );
    await expect(plant("spring", "-3h")).rejects.toThrow(
      'accounts[0].shortUrlClicks[0].clickedAt: "-3h" lies before its short URL was made',
    );
    await plant("spring", "-2h");
    expect(await clicks(emulator)).toMatchObject([{ DateTime: "2026-01-15 05:00:00", City: "Wooster" }]);
  });
});

describe("figures of a short URL", () => {
  it("are as the vendor prints them: a list of one, the most clicked place first [shorturl.analytics]", async () => {
    const emulator = new TestEmulator();
    const click = { code: "spring", clickedAt: "-1h" };
    await emulator.emulator.plant({
      accounts: [
        {
          token: TOKEN,
          shortUrls: [
            {
              code: "spring",
              title: "My Short URL",
              originalUrl: LANDING,
              createdAt: "-1d",
              campaigns: [{ campaignId: 100, sent: 1500 }],
            },
            { code: "menu", originalUrl: LANDING, createdAt: "-1d" },
          ],
          messages: [
            { to: "12125550150", text: "https://ptxt.io/spring", sentAt: "-2h" },
            { to: "12125550150", text: "https://ptxt.io/springtime", sentAt: "-2h" },
          ],
          shortUrlClicks: [
            { ...click, state: "Texas", city: "Dallas" },
            { ...click, state: "Ohio", city: "Wooster" },
            { ...click, state: "Ohio", city: "Columbus" },
            click,
            { ...click, code: "menu", state: "Utah" },
          ],
        },
      ],
    });
    const answer = await emulator.call(ANALYTICS, { token: TOKEN, query: "id=1" });
    expect(answer.text).toBe(
      '[{"Id":1,"Title":"My Short URL","TotalClicks":4,"TotalSentMessages":1501,' +
        '"GroupCampaigns":[{"Campaign_Id":100,"TotalSentMessages":1500}],' +
        '"TotalByState":[{"State":"Ohio","TotalClicks":2},{"State":"Texas","TotalClicks":1}],' +
        '"TotalByCity":[{"City":"Dallas","TotalClicks":1},{"City":"Wooster","TotalClicks":1},{"City":"Columbus","TotalClicks":1}]}]',
    );
    expect(answer.headers.get("X-Pagination-Total-Count")).toBe("1");
  });

  it("are of the days asked for, both included [shorturl.analytics-dates]", async () => {
    const emulator = await opened();
    const day = async () => {
      await emulator.sent({ Message: "https://ptxt.io/spring" }, { token: TOKEN });
      await emulator.emulator.shortUrls.click(1, { token: TOKEN });
      emulator.clock.advance(24 * 3_600_000);
    };
    // From the fifteenth of January to the seventeenth.
    for (let made = 0; made < 3; made++) await day();
    const found = async (query: string) => {
      const answer = await emulator.call(ANALYTICS, { token: TOKEN, query: `id=1&${query}` });
      const [figures] = json<readonly Readonly<Record<string, number>>[]>(answer);
      return [figures?.["TotalClicks"], figures?.["TotalSentMessages"]];
    };
    expect(await found("")).toEqual([3, 3]);
    expect(await found("from_date=2026-01-16")).toEqual([2, 2]);
    expect(await found("to_date=2026-01-16")).toEqual([2, 2]);
    expect(await found("from_date=2026-01-16&to_date=2026-01-16")).toEqual([1, 1]);
    expect(await found("from_date=&to_date=")).toEqual([3, 3]);
  });

  it("of no short URL of the account are refused: 404, 400 without an id [shorturl.unknown-id]", async () => {
    const emulator = await opened();
    const status = async (query: string) => (await emulator.call(ANALYTICS, { token: TOKEN, query })).status;
    expect([await status("id=9"), await status("")]).toEqual([404, 400]);
  });
});

describe("following a short URL on the emulator", () => {
  it("redirects and counts a click, with device and place of the headers [shorturl.follow]", async () => {
    const emulator = await opened();
    const response = await follow(emulator, "spring", { headers: WOOSTER });
    expect([response.status, response.headers.get("Location"), await response.text()]).toEqual([
      302,
      LANDING,
      "",
    ]);
    await follow(emulator, "spring");
    expect(await clicks(emulator)).toEqual([
      {
        Number: "",
        DateTime: "2026-01-15 07:00:00",
        City: "Wooster",
        State: "Ohio",
        Country: "United States",
        Device: "Android",
      },
      { Number: "", DateTime: "2026-01-15 07:00:00", City: "", State: "", Country: "", Device: "" },
    ]);
    expect(await clicks(emulator, "id=2")).toEqual([]);
  });

  it("knows the number of the one recipient who was sent it, where numbers are tracked [shorturl.follow]", async () => {
    const emulator = await opened();
    const originalUrl = "https://shop.example.test/";
    const { shortUrls } = emulator.emulator;
    await shortUrls.create({ token: TOKEN, code: "silent", originalUrl, tracksNumbers: false });
    const send = (MobilePhone: string, code: string) =>
      emulator.sent({ MobilePhone, Message: `https://ptxt.io/${code}` }, { token: TOKEN });
    await send("12125550150", "spring");
    await send("12125550150", "silent");
    await send("12125550150", "menu");
    await send("12125550151", "menu");
    // Holds no code of the account, though it begins with one.
    await send("12125550152", "springtime");
    for (const code of ["spring", "menu", "silent"]) await follow(emulator, code);
    const numbers = ["id=1", "id=2", "id=3"].map(
      async (query) => (await clicks(emulator, query))[0]?.["Number"],
    );
    expect(await Promise.all(numbers)).toEqual(["12125550150", "", ""]);
  });

  it("counts nothing for HEAD, and knows no other method and no other code [shorturl.follow]", async () => {
    const emulator = await opened();
    expect((await follow(emulator, "spring", { method: "HEAD" })).status).toBe(302);
    expect((await follow(emulator, "spring", { method: "POST" })).status).toBe(404);
    expect((await follow(emulator, "winter")).status).toBe(404);
    expect(await clicks(emulator)).toEqual([]);
  });

  it("needs no control token, and hides no path of the vendor's [shorturl.follow]", async () => {
    const running = await startEmulator({ port: 0, controlToken: "secret-of-the-test", log: () => {} });
    try {
      await running.accounts.create({ token: TOKEN });
      await running.shortUrls.create({ token: TOKEN, code: "spring", originalUrl: LANDING });
      const url = `${running.url}/_emulator/links/spring`;
      const followed = await fetch(url, { redirect: "manual" });
      expect([followed.status, followed.headers.get("Location")]).toEqual([302, LANDING]);
      expect((await fetch(`${running.url}/v1/links/spring`)).status).toBe(404);
    } finally {
      await running.close();
    }
  });

  it("is refused a second address of one code: 409", async () => {
    const emulator = await opened();
    const again = await emulator.control("POST", "short-urls", {
      token: TOKEN,
      code: "spring",
      originalUrl: LANDING,
    });
    expect(again.status).toBe(409);
  });
});
