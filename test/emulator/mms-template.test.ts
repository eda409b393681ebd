/** MMS templates on the wire: created, listed, viewed. */
import { describe, expect, it } from "vitest";
import { type Answered, json, NO_LIMITS, TestEmulator } from "../support/test-emulator.ts";

const INDEX = "/v1/mms-template/index";
const VIEW = "/v1/mms-template/view";
const LINK = "https://media.example.test/pictures/My%20Image.png?size=large#top";
const URL_PATTERN = /^https:\/\/mms\.protexting\.com\/uploads\/media\/[0-9a-f]{20}\.png$/;

interface Row {
  readonly Id: number;
  readonly Name: string;
  readonly Url: string;
  readonly DateCreated: string;
  readonly Status_Id: number;
  readonly Status_Description: string;
}

async function create(emulator: TestEmulator, fields: object = {}, token?: string): Promise<Row> {
  const options = token === undefined ? {} : { token };
  const answer = await emulator.create({ ResourceLink: LINK, ...fields }, options);
  if (answer.status !== 201) throw new Error(`Expected a template: ${answer.status} ${answer.text}`);
  return json<Row>(answer);
}

/** The errors of a 422, each as field and message. */
function errorsOf(answer: Answered): unknown {
  expect([answer.status, answer.reason]).toEqual([422, "Data Validation Failed."]);
  return json<readonly { readonly field: string; readonly message: string }[]>(answer).map(
    ({ field, message }) => [field, message],
  );
}

describe("mms-template/create", () => {
  it("[template.create] [template.ids] [template.url] answers 201 with the template, in the sample's fields and order", async () => {
    const emulator = new TestEmulator();
    const answer = await emulator.create({ ResourceLink: LINK, Name: "My Image" });
    expect([answer.status, answer.reason]).toEqual([201, "Created"]);
    const row = json<Row>(answer);
    expect(row.Url).toMatch(URL_PATTERN);
    expect(Object.entries(row)).toEqual([
      ["Id", 10586],
      ["Name", "My Image"],
      ["Url", row.Url],
      ["DateCreated", "2026-01-15 07:00:00"],
      ["Status_Id", 0],
      ["Status_Description", "Pending for processing"],
    ]);
    expect((await emulator.lastEntry()).explanation).toMatchObject({
      outcome: "accepted",
      decidedBy: "template.create",
    });
  });

  it("[template.create] answers XML without an item, and has neither Link nor X-Pagination-*, as its page prints", async () => {
    const emulator = new TestEmulator();
    const { headers, text } = await emulator.create(
      { ResourceLink: LINK, Name: "A & B" },
      { accept: "application/xml" },
    );
    expect(text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<response><Id>10586<\/Id><Name>A &amp; B<\/Name><Url>/,
    );
    const names = [...headers.keys()].filter((name) => name === "link" || name.startsWith("x-pagination"));
    expect(names).toEqual([]);
  });

  it("[template.ids] [template.url] counts per account and draws by the seed, whatever others do", async () => {
    const emulator = new TestEmulator();
    const rows = [await create(emulator), await create(emulator, {}, "test_bob"), await create(emulator)];
    expect(rows.map(({ Id }) => Id)).toEqual([10586, 10586, 10587]);
    expect(new Set(rows.map(({ Url }) => Url)).size).toBe(3);
    const alone = new TestEmulator();
    expect([await create(alone), await create(alone)]).toEqual([rows[0], rows[2]]);
  });

  it("[template.name] takes no Name, and one of 255 characters but not of 256", async () => {
    const emulator = new TestEmulator();
    expect((await create(emulator)).Name).toBe("");
    expect((await create(emulator, { Name: "é".repeat(255) })).Name).toHaveLength(255);
    expect(errorsOf(await emulator.create({ ResourceLink: LINK, Name: "é".repeat(256) }))).toEqual([
      ["Name", "Name should contain at most 255 characters."],
    ]);
    expect((await emulator.lastEntry()).explanation.decidedBy).toBe("template.name");
  });

  it.each(["jpg", "gif", "bmp", "png", "tiff", "JPG"])("[media.types] takes a .%s", async (type) => {
    const { Url } = await create(new TestEmulator(), {
      ResourceLink: `http://media.example.test/a.b.${type}`,
    });
    expect(Url.split(".").at(-1)).toBe(type.toLowerCase());
  });

  it.each(["jpeg", "tif"])("[media.other-types] takes a .%s, another spelling", async (type) => {
    const { Url } = await create(new TestEmulator(), {
      ResourceLink: `https://media.example.test/a.${type}`,
    });
    expect(Url).toMatch(new RegExp(`\\.${type}$`));
  });

  it.each(["mp3", "wav", "mp4", "pdf", "svg", "php"])(
    "[media.types] [media.other-types] refuses a .%s, and says which types are taken",
    async (type) => {
      const emulator = new TestEmulator();
      const answer = await emulator.create({ ResourceLink: `https://media.example.test/a.${type}` });
      expect(errorsOf(answer)).toEqual([["ResourceLink", "Resource Link is invalid."]]);
      const { explanation } = await emulator.lastEntry();
      expect(explanation).toMatchObject({ outcome: "refused", decidedBy: "media.other-types" });
      expect(explanation.wouldSucceed).toContain("(jpg, jpeg, gif, bmp, png, tiff, tif)");
    },
  );

  it.each([
    "picture.png",
    "ftp://media.example.test/a.png",
    "//media.example.test/a.png",
    "https://",
    "https://media.example.test",
    "https://media.example.test/picture",
    "https://media.example.test/.png",
    "https://media.example.test/view?file=a.png",
    `https://media.example.test/${"a".repeat(2000)}.png`,
  ])("[template.link] refuses the link %j", async (ResourceLink) => {
    const emulator = new TestEmulator();
    expect(errorsOf(await emulator.create({ ResourceLink }))).toEqual([
      ["ResourceLink", "Resource Link is invalid."],
    ]);
    expect((await emulator.lastEntry()).explanation.decidedBy).toBe("template.link");
    expect(json(await emulator.call(INDEX))).toEqual([]);
  });

  it.each([
    [{}, [["ResourceLink", "Resource Link cannot be blank."]]],
    [{ ResourceLink: " " }, [["ResourceLink", "Resource Link cannot be blank."]]],
    [{ ResourceLink: 5 }, [["ResourceLink", "Resource Link must be a string."]]],
    [
      { ResourceLink: ["a.png"], Name: 5 },
      [
        ["ResourceLink", "Resource Link must be a string."],
        ["Name", "Name must be a string."],
      ],
    ],
  ])("[template.link] [template.create] answers %j as the framework does", async (fields, errors) => {
    expect(errorsOf(await new TestEmulator().create(fields))).toEqual(errors);
  });

  it("costs no credits", async () => {
    const emulator = new TestEmulator();
    await create(emulator);
    expect((await emulator.account()).credits).toBe(1000);
  });
});

describe("mms-template/index", () => {
  it("[template.list] [template.order] has the newest first, in the sample's fields and order", async () => {
    const emulator = new TestEmulator();
    const first = await create(emulator, { Name: "one" });
    const second = await create(emulator, { Name: "two" });
    const answer = await emulator.call(INDEX);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(JSON.stringify([second, first]));
    const xml = await emulator.call(INDEX, { accept: "application/xml" });
    expect(xml.text).toContain(`<response><item><Id>10587</Id><Name>two</Name><Url>${second.Url}</Url>`);
  });

  it("[template.list] pages by the hundred, clamps, and links to the other pages", async () => {
    const emulator = new TestEmulator(NO_LIMITS);
    for (let made = 0; made < 101; made++) await create(emulator);
    const page = async (query: string) => {
      const answer = await emulator.call(INDEX, { query });
      const position = ["Total-Count", "Page-Count", "Current-Page", "Per-Page"].map((name) =>
        answer.headers.get(`X-Pagination-${name}`),
      );
      return {
        ids: json<readonly Row[]>(answer).map(({ Id }) => Id),
        position,
        link: answer.headers.get("Link"),
      };
    };
    const first = await page("");
    expect([first.ids.length, first.ids[0], first.position]).toEqual([100, 10686, ["101", "2", "1", "100"]]);
    expect(first.link?.replaceAll(/<[^>]*>; rel=/g, "")).toBe("self, next, last");
    expect(first.link).toContain(
      "<http://api2.example.test/v1/mms-template/index?access_token=test_alice&page=2>; rel=next",
    );
    const last = await page("page=99");
    expect([last.ids, last.position]).toEqual([[10586], ["101", "2", "2", "100"]]);
    expect((await page("page=2&per-page=50")).ids).toEqual(
      Array.from({ length: 50 }, (_, index) => 10636 - index),
    );
  });

  it("[template.list] of an account without one is an empty list, page 1 of 0", async () => {
    const emulator = new TestEmulator();
    const { text, headers } = await emulator.call(INDEX);
    expect([text, headers.get("X-Pagination-Page-Count")]).toEqual(["[]", "0"]);
  });

  it("[retention.templates] lets the oldest go beyond what is kept, says so once, and their ids stay unused", async () => {
    const emulator = new TestEmulator({ retention: { templates: 2 }, ...NO_LIMITS });
    for (let made = 0; made < 4; made++) await create(emulator);
    expect(json<readonly Row[]>(await emulator.call(INDEX)).map(({ Id }) => Id)).toEqual([10589, 10588]);
    expect((await emulator.call(VIEW, { query: "id=10587" })).status).toBe(404);
    expect(emulator.log).toEqual([
      "More than 2 templates of one account: its oldest are dropped from now on (setting retention.templates).",
    ]);
  });
});

describe("mms-template/view", () => {
  it("[template.view] answers the template of its id, an object in both formats", async () => {
    const emulator = new TestEmulator();
    const row = await create(emulator, { Name: "My Image" });
    const answer = await emulator.call(VIEW, { query: "id=10586" });
    expect([answer.status, answer.text]).toEqual([200, JSON.stringify(row)]);
    const xml = await emulator.call(VIEW, { query: "id=10586", accept: "application/xml" });
    expect(xml.text).toContain("<response><Id>10586</Id><Name>My Image</Name>");
  });

  it.each(["10587", "0", "x", "", "-1", "1e4", "10586.0", "99999999999999999999"])(
    "[template.unknown-id] is 404 for the id %j",
    async (id) => {
      const emulator = new TestEmulator();
      await create(emulator);
      const answer = await emulator.call(VIEW, { query: `id=${id}` });
      expect([answer.status, json(answer)]).toEqual([
        404,
        { name: "Not Found", message: `Object not found: ${id}`, code: 0, status: 404 },
      ]);
      expect((await emulator.lastEntry()).explanation.decidedBy).toBe("template.unknown-id");
    },
  );

  it("[template.unknown-id] is the same 404 for another account's", async () => {
    const emulator = new TestEmulator();
    await create(emulator, {}, "test_bob");
    const { status, text } = await emulator.call(VIEW, { query: "id=10586" });
    expect([status, text]).toEqual([404, expect.stringContaining("Object not found: 10586")]);
  });

  it("asks for the id", async () => {
    expect((await new TestEmulator().call(VIEW)).status).toBe(400);
  });
});
