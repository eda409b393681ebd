/** Lists: what is read, and what is refused with its line before anything is sent. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/commands/csv.ts";
import { ListError } from "../../src/commands/failures.ts";
import { readRecipients } from "../../src/commands/recipients.ts";
import { call, listFile } from "./support.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function rowsOf(content: string, shared = {}, delimiter = ",") {
  return (await readRecipients(await listFile(content), delimiter, shared)).map(({ line, item }) => [
    line,
    item,
  ]);
}

async function problemsOf(content: string | Uint8Array, shared = {}): Promise<readonly string[]> {
  const error = await readRecipients(await listFile(content), ",", shared).catch((reason: unknown) => reason);
  if (!(error instanceof ListError)) throw error;
  return error.problems.map(({ line, problem }) => `${line}: ${problem}`);
}

describe("a list", () => {
  it("may have quotes, line ends within them, a byte order mark, and lines that end as on any system", async () => {
    const content =
      '\uFEFFmobilePhone,message\r\n16465550150,"a ""b"",\r\nc"\r\n\r\n16465550151,d\r\n,\r\n16465550152,é 👋';
    expect(await rowsOf(content)).toEqual([
      [2, { mobilePhone: "16465550150", message: 'a "b",\r\nc' }],
      [5, { mobilePhone: "16465550151", message: "d" }],
      [7, { mobilePhone: "16465550152", message: "é 👋" }],
    ]);
  });

  it("has all the parameters of a send as columns, in any order, and options stand for those it has not", async () => {
    const content =
      "key,mmsResend,mmsHighResolution,subject,mmsTemplateId,mobilePhone\nA-1,true,0,Menu,12,+1 646 555 0150\n,,,,7,16465550151\n";
    expect(await rowsOf(content, { message: "for all", sendFrom: "82257" })).toEqual([
      [
        2,
        {
          key: "A-1",
          mmsResend: true,
          mmsHighResolution: false,
          subject: "Menu",
          mmsTemplateId: 12,
          mobilePhone: "+1 646 555 0150",
          message: "for all",
          sendFrom: "82257",
        },
      ],
      [3, { mmsTemplateId: 7, mobilePhone: "16465550151", message: "for all", sendFrom: "82257" }],
    ]);
  });

  it("may have other delimiters, and says so when it seems to", async () => {
    expect(await rowsOf("mobilePhone;message\n16465550150;a,b\n", {}, ";")).toEqual([
      [2, { mobilePhone: "16465550150", message: "a,b" }],
    ]);
    expect(await problemsOf("mobilePhone;message\n16465550150;a\n")).toContainEqual(
      expect.stringContaining('for columns with ";" between use --delimiter'),
    );
  });

  it("names every line that is wrong, and how", async () => {
    const content = [
      "mobilePhone,message,mmsTemplateId,mmsResend,key",
      "16465550150,ok,,,a",
      "16465550151,too few",
      "ask me,x,,,b",
      ",x,,,c",
      "16465550152,,,,d",
      "16465550153,x,1.5,maybe,e",
      "16465550154,x,,,a",
      "16465550155,x,,,#1",
    ].join("\n");
    expect(await problemsOf(content)).toEqual([
      "3: it has 2 values, the first line names 5",
      '4: mobilePhone is no number ("ask me")',
      "5: mobilePhone is empty",
      "6: there is neither message nor mmsTemplateId",
      '7: mmsTemplateId must be a whole number above 0 ("1.5")',
      '7: mmsResend must be 1 or 0 ("maybe")',
      "8: its key is that of line 2",
      '9: a key must not begin with "#"',
    ]);
  });

  it.each(["49 151 23456789.0", "+49 151 2345678.0", "646555.0", " 4915123456789.50 "])(
    "refuses what a spreadsheet made of a number: %s",
    async (number) => {
      const path = await listFile(`mobilePhone,message\n${number},Hello\n`);
      const { code, stderr } = await call("send", ["--file", path, "--dry-run"]);
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining(`2: mobilePhone is no number ("${number}")`),
      ]);
    },
  );

  it("takes dots between the groups of a number", async () => {
    const path = await listFile("mobilePhone,message\n1.646.555.0150,Hello\n+49.151.234567.89,Hello\n");
    expect(await call("send", ["--file", path, "--dry-run"])).toMatchObject({ code: 0, stderr: "" });
  });

  it.each(["\u200b", "\u00a0 \u200b\u200d", "\ufeff", "\u2060\u00ad", "\u3164", "\u2800"])(
    "refuses a text of which nothing can be seen: %j",
    async (text) => {
      const path = await listFile(`mobilePhone,message\n16465550150,"${text}"\n`);
      const { code, stderr } = await call("send", ["--file", path, "--dry-run"]);
      expect([code, stderr]).toEqual([2, expect.stringContaining("2: message is blank")]);
    },
  );

  it("refuses cells that are no number, or more than one, and texts that are blank, with their lines", async () => {
    const numbers = [
      "4915123456789.0",
      "16465550150 16465550151",
      "5550150 5550151",
      "1646555015",
      "+4915123456789",
    ];
    const lines = [...numbers.map((number) => `${number},x`), '16465550152,"  \n"', "+44 (0)20 7946 0123,x"];
    expect(await problemsOf(`mobilePhone,message\n${lines.join("\n")}`)).toEqual([
      '2: mobilePhone is no number ("4915123456789.0")',
      '3: mobilePhone is no number ("16465550150 16465550151")',
      '4: mobilePhone is no number ("5550150 5550151")',
      "7: message is blank",
    ]);
  });

  it("must name its columns as the client does, each once and not as an option as well", async () => {
    expect(await problemsOf("mobilephone,message,message\n16465550150,a,b\n", { message: "c" })).toEqual([
      expect.stringMatching(/^1: there is no column "mobilephone" \(there are mobilePhone, message, /),
      "1: column message is there, and the option for it as well",
      "1: column message is there, and the option for it as well",
      "1: the first line must name the columns, mobilePhone among them",
    ]);
    expect(await problemsOf("mobilePhone,message,message\n")).toEqual(["1: column message is there twice"]);
  });

  it.each([
    ["nothing", "", "1: the file is empty"],
    ["no recipient", "mobilePhone,message\n", "1: no recipient follows"],
    [
      "a quote that is not closed",
      'mobilePhone,message\n1,"a\nb"\n2,"c\n3,d\n',
      '4: a quote (") that begins here is never closed',
    ],
    [
      "a quote in a bare value",
      'mobilePhone,message\n1,"a"\n2,b"c\n',
      '3: a quote (") stands in a value without quotes around it',
    ],
    [
      "text behind a quote",
      'mobilePhone,message\n1,"a"b\n',
      '2: something follows a closing quote; within quotes, a quote is written ""',
    ],
  ])("with %s is refused", async (_, content, problem) => {
    expect(await problemsOf(content)).toEqual([problem]);
  });

  it("that is not UTF-8 is refused, and not sent with replacement characters", async () => {
    const latin1 = Buffer.from("mobilePhone,message\n16465550150,a\n16465550151,Gr\u00FC\u00DFe\n", "latin1");
    expect(await problemsOf(latin1)).toEqual(["3: it is not UTF-8"]);
  });

  it("is read back as it was written, with each record's line, whatever is in it", () => {
    const value = fc.string({ unit: "grapheme", maxLength: 6 }).filter((text) => !/^[\s\uFEFF]*$/.test(text));
    const cell = fc.oneof(value, fc.constantFrom('"', ",", "\n", "a\r\nb", "\r", '""', "x\n\ny", " z "));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom("\n", "\r\n"),
        (records, lineEnd) => {
          const written = records.map((values) =>
            values.map((text) => `"${text.replaceAll('"', '""')}"`).join(","),
          );
          let line = 1;
          const expected = records.flatMap((values, index) => {
            const at = line;
            line += (written[index] ?? "").split(/\r\n|\r|\n/).length;
            return values.every((text) => text.trim() === "") ? [] : [{ line: at, values }];
          });
          expect(readCsv(bytes(written.join(lineEnd)), ",")).toEqual(expected);
        },
      ),
    );
  });

  it("with mistakes is told with all of them to people and to scripts, and nothing is sent", async () => {
    const path = await listFile(`mobilePhone,message\n${"x,y\n".repeat(25)}`);
    const environment = { PROTEXTING_ACCESS_TOKEN: "test_lists", PROTEXTING_BASE_URL: "http://127.0.0.1:9" };
    const told = await call("send", ["--file", path], { environment });
    expect(told.code).toBe(2);
    expect(told.stderr.split("\n")).toEqual([
      `protexting send: Failed to read the list: ${path} has 25 mistakes. Nothing was sent. Please correct it.`,
      ...Array.from({ length: 20 }, (_, index) => `  line ${index + 2}: mobilePhone is no number ("x")`),
      "  and 5 more",
      "",
    ]);
    const { code, stdout } = await call("send", ["--file", path, "--json"], { environment });
    const { error } = JSON.parse(stdout);
    expect([code, error.name, error.problems.length]).toEqual([2, "ListError", 25]);
  });
});
