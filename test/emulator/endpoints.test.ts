/** The five endpoints that are built: their answers to the byte, in JSON and in XML. */
import { describe, expect, it } from "vitest";
import { readXml } from "../../src/protocol/xml-read.ts";
import { rawRequest, sendRaw } from "../support/raw-socket.ts";
import { json, RECIPIENT, startTestEmulator, TestEmulator } from "../support/test-emulator.ts";

const XML = "application/xml";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ORIGIN = "http://api2.example.test";

describe("sms/send", () => {
  it("[send.answer] answers an object of Id, DeliveryReportUrl and Message", async () => {
    const emulator = new TestEmulator();
    const { text } = await emulator.send({ MobilePhone: "16461234567", Message: "hello" });
    const { Id } = JSON.parse(text);
    expect(text).toBe(
      `{"Id":"${Id}","DeliveryReportUrl":"${ORIGIN}/v1/sms/delivery-report?access_token=test_alice&id=${Id}",` +
        '"Message":"Text message to 1646xxxxxxx has been sent."}',
    );
  });

  it("[send.answer] answers the same in XML, its ampersand escaped", async () => {
    const emulator = new TestEmulator();
    const { text } = await emulator.send({ MobilePhone: "16461234567", Message: "hello" }, { accept: XML });
    const [, id] = /<Id>(.*?)<\/Id>/.exec(text) ?? [];
    expect(text).toBe(
      `${DECLARATION}<response><Id>${id}</Id><DeliveryReportUrl>${ORIGIN}/v1/sms/delivery-report` +
        `?access_token=test_alice&amp;id=${id}</DeliveryReportUrl>` +
        "<Message>Text message to 1646xxxxxxx has been sent.</Message></response>\n",
    );
  });

  it("[send.id] an Id is 40 lower-case hexadecimal digits, another for every message", async () => {
    const emulator = new TestEmulator();
    const ids = [
      await emulator.sent(),
      await emulator.sent(),
      await emulator.sent({}, { token: "test_bob" }),
    ];
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{40}$/);
  });

  it.each([
    ["12125550150", "1212xxxxxxx"],
    ["+1 (212) 555-0150", "1212xxxxxxx"],
    ["2125550150", "1212xxxxxxx"],
    ["442079460123", "4420xxxxxxxx"],
  ])("[send.masked] the recipient %s is shown as %s", async (recipient, shown) => {
    const emulator = new TestEmulator();
    const answer = await emulator.send({ MobilePhone: recipient, Message: "hello" });
    expect(json(answer)).toMatchObject({ Message: `Text message to ${shown} has been sent.` });
  });

  it("[json.write] JSON is compact, its slashes and letters as they are, with no newline at the end", async () => {
    const emulator = new TestEmulator();
    const sent = await emulator.send({ MobilePhone: RECIPIENT, Message: "hello" });
    expect(sent.text).toContain(`"DeliveryReportUrl":"${ORIGIN}/v1/`);
    expect(sent.text).not.toMatch(/\s$|": |, "/);
    const refused = await emulator.call("/v1/sms/delivery-report", { query: "id=%C3%BC%E2%82%AC%3C%3E%26'" });
    expect(refused.text).toBe(
      '{"name":"Not Found","message":"Object not found: ü€<>&\'","code":0,"status":404}',
    );
  });

  it("[xml.write] XML is a declaration, one line and a newline; text is escaped", async () => {
    const emulator = new TestEmulator();
    const refused = await emulator.call("/v1/sms/delivery-report", {
      query: "id=%C3%BC%3C%3E%26'",
      accept: XML,
    });
    expect(refused.text).toBe(
      `${DECLARATION}<response><name>Not Found</name><message>Object not found: ü&lt;&gt;&amp;'</message>` +
        "<code>0</code><status>404</status></response>\n",
    );
  });
});

describe("sms-simple/send", () => {
  it("[send-simple.answer] answers the same object in a list of one", async () => {
    const emulator = new TestEmulator();
    const { text } = await emulator.send(
      { MobilePhone: RECIPIENT, Message: "hello" },
      { path: "/v1/sms-simple/send" },
    );
    const [{ Id }] = JSON.parse(text);
    const url = `${ORIGIN}/v1/sms-simple/delivery-report?access_token=test_alice&id=${Id}`;
    expect(text).toBe(
      `[{"Id":"${Id}","DeliveryReportUrl":"${url}","Message":"Text message to 1212xxxxxxx has been sent."}]`,
    );
  });

  it("[send-simple.answer] in XML the list is an item in the response", async () => {
    const emulator = new TestEmulator();
    const { text } = await emulator.send(
      { MobilePhone: RECIPIENT, Message: "hello" },
      { path: "/v1/sms-simple/send", accept: XML },
    );
    expect(text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<response><item><Id>[0-9a-f]{40}<\/Id><DeliveryReportUrl>[^<]+<\/DeliveryReportUrl><Message>[^<]+<\/Message><\/item><\/response>\n$/,
    );
  });

  it.each([["99999"], [["a"]], [7]])(
    "[send-simple.no-sender] a SendFrom of %j is no field of it; the numbers rotate",
    async (sender) => {
      const emulator = new TestEmulator();
      for (let sent = 0; sent < 3; sent++) await emulator.sent({}, { path: "/v1/sms/send" });
      const answer = await emulator.send(
        { MobilePhone: RECIPIENT, Message: "hello", SendFrom: sender },
        { path: "/v1/sms-simple/send" },
      );
      expect(answer.status).toBe(200);
      const { items } = await emulator.messages();
      expect(items.map((message) => message.sender)).toEqual([
        "16465550100",
        "82257",
        "16465550100",
        "82257",
      ]);
    },
  );
});

describe("delivery reports", () => {
  it.each([
    ["sms", "report.answer"],
    ["sms-simple", "report.simple"],
  ])("%s/delivery-report answers a list of one, its status id a string", async (controller, rule) => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    emulator.clock.advance(3000);
    const path = `/v1/${controller}/delivery-report`;
    const query = `id=${id}`;
    expect((await emulator.call(path, { query })).text).toBe(
      `[{"Id":"${id}","DeliveryStatus_Id":"2","DeliveryStatus_Description":"Delivered"}]`,
    );
    expect((await emulator.call(path, { query, accept: XML })).text).toBe(
      `${DECLARATION}<response><item><Id>${id}</Id><DeliveryStatus_Id>2</DeliveryStatus_Id>` +
        "<DeliveryStatus_Description>Delivered</DeliveryStatus_Description></item></response>\n",
    );
    expect((await emulator.lastEntry()).explanation.decidedBy).toBe(rule);
  });

  it("[report.answer] [report.simple] a message of either controller is reported by both", async () => {
    const emulator = new TestEmulator();
    const ids = [await emulator.sent(), await emulator.sent({}, { path: "/v1/sms/send" })];
    for (const id of ids) {
      const [sms, simple] = [
        await emulator.call("/v1/sms/delivery-report", { query: `id=${id}` }),
        await emulator.call("/v1/sms-simple/delivery-report", { query: `id=${id}` }),
      ];
      expect(simple.text).toBe(sms.text);
      expect(json(sms)).toMatchObject([{ Id: id, DeliveryStatus_Id: "1" }]);
    }
  });

  it("[report.id-parameter] the parameter is id; sms_id, which one line of the page says, is not read", async () => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    const misnamed = await emulator.call("/v1/sms/delivery-report", { query: `sms_id=${id}` });
    expect(misnamed.text).toBe(
      '{"name":"Bad Request","message":"Missing required parameters: id","code":0,"status":400}',
    );
  });

  it("[query.required] release 2.0.55 takes an array for the id, and the first value in it counts", async () => {
    const emulator = new TestEmulator({ framework: "2.0.55" });
    const id = await emulator.sent();
    const found = await emulator.call("/v1/sms/delivery-report", { query: `id[]=${id}&id[]=x` });
    expect([found.status, json<readonly unknown[]>(found)[0]]).toMatchObject([200, { Id: id }]);
    const other = await emulator.call("/v1/sms/delivery-report", { query: "id[a][]=1" });
    expect([other.status, json(other)]).toMatchObject([404, { message: "Object not found: " }]);
    const missing = await emulator.call("/v1/sms/delivery-report");
    expect(missing.status).toBe(400);
  });

  it("[query.required] id is required, and an array there is refused as well", async () => {
    const emulator = new TestEmulator();
    const missing = await emulator.call("/v1/sms/delivery-report");
    expect([missing.status, json(missing)]).toMatchObject([
      400,
      { message: "Missing required parameters: id" },
    ]);
    const list = await emulator.call("/v1/sms/delivery-report", { query: "id[]=1" });
    expect([list.status, json(list)]).toMatchObject([
      400,
      { message: 'Invalid data received for parameter "id".' },
    ]);
  });

  it("[report.unknown-id] an unknown id and another account's are the same 404", async () => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    const foreign = await emulator.call("/v1/sms/delivery-report", { query: `id=${id}`, token: "test_bob" });
    expect(foreign.text).toBe(
      `{"name":"Not Found","message":"Object not found: ${id}","code":0,"status":404}`,
    );
    const unknown = await emulator.call("/v1/sms/delivery-report", { query: "id=", token: "test_bob" });
    expect(unknown.text).toBe('{"name":"Not Found","message":"Object not found: ","code":0,"status":404}');
  });
});

describe("credits/balance", () => {
  it("[credits.answer] [credits.opening] answers the credits of a new account, 1000, as a number", async () => {
    const emulator = new TestEmulator();
    expect((await emulator.call("/v1/credits/balance")).text).toBe('{"AvailableCredits":1000}');
    expect((await emulator.call("/v1/credits/balance", { accept: XML })).text).toBe(
      `${DECLARATION}<response><AvailableCredits>1000</AvailableCredits></response>\n`,
    );
  });
});

describe("a DeliveryReportUrl, followed as it is", () => {
  const tokens = ["your_access_token", "test_alice", "test_a b&c=d/é+#"];

  it.each(tokens)("[send.report-url] works for %j in JSON and in XML", async (token) => {
    const { url } = await startTestEmulator();
    const sendUrl = `${url}/v1/sms/send?access_token=${encodeURIComponent(token)}`;
    const init = { method: "POST", body: new URLSearchParams({ MobilePhone: RECIPIENT, Message: "hello" }) };
    const inJson = JSON.parse(await (await fetch(sendUrl, init)).text()).DeliveryReportUrl;
    const inXml = readXml(await (await fetch(sendUrl, { ...init, headers: { Accept: XML } })).text()).value;
    for (const address of [inJson, Object(inXml).DeliveryReportUrl]) {
      const report = await fetch(address);
      const id = new URL(address).searchParams.get("id");
      expect([report.status, await report.text()]).toEqual([
        200,
        `[{"Id":"${id}","DeliveryStatus_Id":"1","DeliveryStatus_Description":"Pending"}]`,
      ]);
    }
  });

  it("[send.report-url] has the host as the caller addressed it", async () => {
    const { port } = await startTestEmulator();
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`]) {
      const answer = await fetch(`http://${host}/v1/sms-simple/send?access_token=test_alice`, {
        method: "POST",
        body: new URLSearchParams({ MobilePhone: RECIPIENT, Message: "hello" }),
      });
      const [{ DeliveryReportUrl }] = JSON.parse(await answer.text());
      expect(new URL(DeliveryReportUrl).host).toBe(host);
      expect((await fetch(DeliveryReportUrl)).status).toBe(200);
    }
  });

  it("[send.report-url] has a host that only the caller knows, and works under it", async () => {
    const { url } = await startTestEmulator();
    const host = { Host: "sms.example.test:8080" };
    const form = { ...host, "Content-Type": "application/x-www-form-urlencoded" };
    const body = `MobilePhone=${RECIPIENT}&Message=hello`;
    const sent = await sendRaw(url, rawRequest("POST /v1/sms/send?access_token=test_alice", form, body));
    const { DeliveryReportUrl } = JSON.parse(sent.body);
    const { origin, pathname, search } = new URL(DeliveryReportUrl);
    expect(origin).toBe("http://sms.example.test:8080");
    const report = await sendRaw(url, rawRequest(`GET ${pathname}${search}`, host));
    expect([report.status, report.body]).toMatchObject([200, expect.stringContaining('"Pending"')]);
  });
});
