import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readXml } from "../../src/protocol/xml-read.ts";
import { fakeClient, ID, json, limits, RECIPIENT, TOKEN, xml } from "./support.ts";

const reportUrl = (controller: string) =>
  `https://api2.protexting.com/v1/${controller}/delivery-report?access_token=your_access_token&id=${ID}`;

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");

const element = (name: string, text: string) => `<${name}>${escape(text)}</${name}>`;

const elements = (record: Record<string, string | number>) =>
  Object.entries(record)
    .map(([name, value]) => element(name, String(value)))
    .join("");

const wireSent = (controller: string) => ({
  Id: ID,
  DeliveryReportUrl: reportUrl(controller),
  Message: "Text message to 1646xxxxxxx has been sent.",
});

const wireReport = { Id: ID, DeliveryStatus_Id: "2", DeliveryStatus_Description: "Delivered" };

/** An answer in both formats, as the vendor wraps it. */
const both = (record: Record<string, string | number>, wrapped: boolean) => ({
  json: () => json(wrapped ? [record] : record),
  xml: () => xml(wrapped ? `<item>${elements(record)}</item>` : elements(record)),
});

describe.each(["json", "xml"] as const)("in %s", (format) => {
  it("sms.send gives id, report URL and words", async () => {
    const { client } = fakeClient(both(wireSent("sms"), false)[format], { format });
    expect(await client.sms.send({ mobilePhone: RECIPIENT, message: "Hello" })).toEqual({
      id: ID,
      deliveryReportUrl: reportUrl("sms"),
      message: "Text message to 1646xxxxxxx has been sent.",
    });
  });

  it("smsSimple.send gives the same out of its list of one", async () => {
    const { client } = fakeClient(both(wireSent("sms-simple"), true)[format], { format });
    expect(await client.smsSimple.send({ mobilePhone: RECIPIENT, message: "Hello" })).toEqual({
      id: ID,
      deliveryReportUrl: reportUrl("sms-simple"),
      message: "Text message to 1646xxxxxxx has been sent.",
    });
  });

  it("a record is read bare or in a list of one, whichever way the endpoint was documented", async () => {
    const { client } = fakeClient(both(wireSent("sms"), true)[format], { format });
    expect((await client.sms.send({ mobilePhone: RECIPIENT })).id).toBe(ID);
    const { client: other } = fakeClient(both(wireReport, false)[format], { format });
    expect((await other.smsSimple.deliveryReport(ID)).status.id).toBe(2);
  });

  it("deliveryReport gives the status as a number with its word", async () => {
    const answers = both(wireReport, true);
    const { client, requests } = fakeClient(answers[format], { format });
    const expected = { id: ID, status: { id: 2, description: "Delivered" } };
    expect(await client.sms.deliveryReport(ID)).toEqual(expected);
    expect(await client.smsSimple.deliveryReport(ID)).toEqual(expected);
    expect(requests.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      `GET /v1/sms/delivery-report?access_token=${TOKEN}&id=${ID}`,
      `GET /v1/sms-simple/delivery-report?access_token=${TOKEN}&id=${ID}`,
    ]);
  });

  it("keeps a status that nobody documented", async () => {
    const record = { Id: ID, DeliveryStatus_Id: 77, DeliveryStatus_Description: "Teleported" };
    const { client } = fakeClient(both(record, true)[format], { format });
    expect((await client.sms.deliveryReport(ID)).status).toEqual({ id: 77, description: "Teleported" });
  });

  it("tolerates fields that were added since", async () => {
    const record = { item: "x", ...wireReport, Carrier: "Example" };
    const { client } = fakeClient(both(record, true)[format], { format });
    expect(await client.sms.deliveryReport(ID)).toEqual({
      id: ID,
      status: { id: 2, description: "Delivered" },
    });
  });

  it("credits.balance gives a number", async () => {
    const { client } = fakeClient(both({ AvailableCredits: 1000 }, false)[format], { format });
    expect(await client.credits.balance()).toEqual({ availableCredits: 1000 });
  });

  it("asks for the format and labels its body with it", async () => {
    const { client, requests } = fakeClient(both(wireSent("sms"), false)[format], { format });
    await client.sms.send({ mobilePhone: RECIPIENT });
    expect(requests[0]?.headers.get("accept")).toBe(`application/${format}`);
    expect(requests[0]?.headers.get("content-type")).toBe(`application/${format}`);
  });
});

describe("either format", () => {
  it("gives the same values for any answer", async () => {
    const characters = fc
      .string({ unit: "binary" })
      .filter((value) => /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u.test(value));
    await fc.assert(
      fc.asyncProperty(characters, fc.integer(), fc.boolean(), async (text, id, wrapped) => {
        const record = { Id: ID, DeliveryStatus_Id: id, DeliveryStatus_Description: text };
        const answers = both(record, wrapped);
        const results = await Promise.all(
          (["json", "xml"] as const).map((format) =>
            fakeClient(answers[format], { format }).client.sms.deliveryReport(ID),
          ),
        );
        expect(results[0]).toEqual({ id: ID, status: { id, description: text } });
        expect(results[1]).toEqual(results[0]);
      }),
      { numRuns: 300, seed: 42 },
    );
  });

  it("reads the balance with the blanks that the vendor's page prints", async () => {
    const { client } = fakeClient(xml("<AvailableCredits>\n1000\n</AvailableCredits>"), { format: "xml" });
    expect(await client.credits.balance()).toEqual({ availableCredits: 1000 });
  });

  it("reads a body by its look where Content-Type says the other", async () => {
    const labelled = { "content-type": "application/xml; charset=utf-8" };
    const first = fakeClient(json({ AvailableCredits: 5 }, 200, labelled));
    expect(await first.client.credits.balance()).toEqual({ availableCredits: 5 });
    const second = fakeClient(
      xml("<AvailableCredits>6</AvailableCredits>", 200, { "content-type": "application/json" }),
      { format: "json" },
    );
    expect(await second.client.credits.balance()).toEqual({ availableCredits: 6 });
    const third = fakeClient(new Response('\uFEFF \n{"AvailableCredits":7}'), { format: "xml" });
    expect(await third.client.credits.balance()).toEqual({ availableCredits: 7 });
  });

  it("writes the same parameters", async () => {
    const params = {
      mobilePhone: RECIPIENT,
      message: ' a & b < c > d "q" \r\n\t é 😀 ]]> ',
      sendFrom: "82257",
      mmsTemplateId: 12,
      subject: "",
      mmsHighResolution: true,
      mmsResend: 0,
    } as const;
    const wire = {
      MobilePhone: RECIPIENT,
      SendFrom: "82257",
      Message: params.message,
      MmsTemplateId: 12,
      Subject: "",
      MmsHighResolution: 1,
      MmsResend: 0,
    };
    const first = fakeClient(() => json(wireSent("sms")));
    await first.client.sms.send(params);
    expect(first.requests[0]?.method).toBe("POST");
    expect(JSON.parse(first.requests[0]?.body ?? "")).toEqual(wire);

    const second = fakeClient(() => json(wireSent("sms")), { format: "xml" });
    await second.client.sms.send(params);
    const texts = Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, String(value)]));
    const { root, value } = readXml(second.requests[0]?.body ?? "");
    expect(root).toBe("request");
    expect({ ...(typeof value === "object" ? value : {}) }).toEqual(texts);
  });

  it("leaves out what was not given", async () => {
    const { client, requests } = fakeClient(() => json(wireSent("sms")));
    await client.sms.send({ mobilePhone: RECIPIENT, message: undefined });
    expect(requests[0]?.body).toBe(`{"MobilePhone":"${RECIPIENT}"}`);
    expect(`${requests[0]?.url.pathname}${requests[0]?.url.search}`).toBe(
      `/v1/sms/send?access_token=${TOKEN}`,
    );
  });

  it("smsSimple.send does not take a sender, and says so", async () => {
    const { client, requests } = fakeClient(() => json([wireSent("sms-simple")]));
    const params = { mobilePhone: RECIPIENT, message: "Hello", sendFrom: "82257" };
    // @ts-expect-error the vendor's page has no such parameter
    await expect(client.smsSimple.send(params)).rejects.toThrow(/sendFrom/);
    expect(requests).toEqual([]);
  });

  it("encodes an id that would break out of the query", async () => {
    const { client, requests } = fakeClient(json([wireReport]));
    await client.sms.deliveryReport("a&access_token=test_other#");
    expect(requests[0]?.url.searchParams.getAll("access_token")).toEqual([TOKEN]);
    expect(requests[0]?.url.searchParams.get("id")).toBe("a&access_token=test_other#");
  });
});

describe("withResponse", () => {
  it("tells status and rate limit beside the data", async () => {
    const { client, requests } = fakeClient(() => json({ AvailableCredits: 5 }, 200, limits(60, 59, 0)));
    const call = client.credits.balance();
    expect(await call.withResponse()).toEqual({
      data: { availableCredits: 5 },
      status: 200,
      rateLimit: { limit: 60, remaining: 59, resetSeconds: 0 },
      attempts: 1,
      requestId: expect.stringMatching(/^[0-9a-z]+-1$/),
      response: expect.any(Response),
    });
    expect(await call).toEqual({ availableCredits: 5 });
    expect(await call.then(({ availableCredits }) => availableCredits)).toBe(5);
    expect(requests.length).toBe(1);
  });

  it("has a rate limit where the vendor prints an empty Reset", async () => {
    const headers = { ...limits(60, 59, 0), "X-Rate-Limit-Reset": "" };
    const { client } = fakeClient(json({ AvailableCredits: 5 }, 200, headers));
    const { rateLimit } = await client.credits.balance().withResponse();
    expect(rateLimit).toMatchObject({ limit: 60, remaining: 59 });
  });

  it("has no rate limit where a header is missing or no whole number", async () => {
    for (const headers of [{}, limits(60, -1, 0)]) {
      const { client } = fakeClient(json({ AvailableCredits: 5 }, 200, headers));
      expect((await client.credits.balance().withResponse()).rateLimit).toBeUndefined();
    }
  });

  it("rejects as the promise does, and handling either is enough", async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listener);
    const { client } = fakeClient(() => json([], 404));
    const error = await client.credits
      .balance()
      .withResponse()
      .catch((reason: unknown) => reason);
    const other = await client.credits.balance().catch((reason: unknown) => reason);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", listener);
    expect(error).toMatchObject({ name: "NotFoundError" });
    expect(other).toMatchObject({ name: "NotFoundError" });
    expect(unhandled).toEqual([]);
  });
});
