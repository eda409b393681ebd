/** Questions, refusals and look-ups of `send`, against an emulator without a socket. */
import { writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { NO_LIMITS } from "../support/test-emulator.ts";
import { world } from "./send-steps.ts";
import { call, listFile, listOf, numbers } from "./support.ts";

describe("one message", () => {
  it("can be an MMS with all that belongs to it, and its text may begin with a dash", async () => {
    const bodies: unknown[] = [];
    const { options } = world(NO_LIMITS, (fetch) => (url, init) => {
      bodies.push(JSON.parse(String(init.body)));
      return fetch(url, init);
    });
    const flags = "--from 82257 --mms-template 12 --subject Menu --mms-high-resolution --mms-resend".split(
      " ",
    );
    await call("send", [...flags, "--", "16465550150", "-1 degrees"], options);
    expect(bodies).toEqual([
      {
        MobilePhone: "16465550150",
        Message: "-1 degrees",
        SendFrom: "82257",
        MmsTemplateId: 12,
        Subject: "Menu",
        MmsHighResolution: 1,
        MmsResend: 1,
      },
    ]);
  });

  it.each([
    ["16465550137", 0, '"outcome":"accepted","id":"', ["Hello"]],
    ["16465550136", 7, "it is not in the sent history", []],
  ])("to %s whose outcome is unknown is looked up with --reconcile", async (number, code, told, sent) => {
    const { options, texts } = world();
    const ended = await call("send", [number, "Hello", "--reconcile", "--json"], options);
    expect([ended.code, await texts()]).toEqual([code, sent]);
    expect(ended.stdout).toContain(told);
  });

  it("that something else answers is in doubt, with a code of its own, and is looked up where that can be", async () => {
    const page = () => new Response("<html>Please log in", { headers: { "content-type": "text/html" } });
    let portal = true;
    const { options, texts } = world(
      NO_LIMITS,
      (fetch) => async (url, init) => (portal ? page() : fetch(url, init)),
    );
    const caught = await call("send", ["16465550150", "Hello"], options);
    expect([caught.code, caught.stderr]).toEqual([
      11,
      expect.stringContaining("is this the API? It answered text/html (status 200)"),
    ]);
    expect(caught.stderr).toContain("whether the network asks for a log-in");
    const looked = call("send", ["16465550150", "Hello", "--reconcile"], {
      ...options,
      fetch: async (url, init) => {
        portal = init.method === "POST";
        return options.fetch(url, init);
      },
    });
    expect([(await looked).code, (await looked).stderr, await texts()]).toEqual([
      7,
      expect.stringContaining("it is not in the sent history"),
      [],
    ]);
  });

  it("of a list stops when something else answers, with that code, and says that it is in doubt", async () => {
    const page = () => new Response("<html>", { headers: { "content-type": "text/html" } });
    const { options } = world(NO_LIMITS, () => async () => page());
    const path = await listFile(listOf(5));
    const ended = await call("send", ["--file", path, "--yes", "--concurrency", "1"], options);
    expect(ended.code).toBe(11);
    expect(ended.stdout).toContain("0 accepted, 0 refused, 1 in doubt, 4 not attempted");
    expect(ended.stderr).toContain("Stopped: Failed to learn what became of the message: is this the API?");
  });

  it("stays in doubt when the API has changed its text, and says how many messages may be it", async () => {
    const { options, texts } = world(NO_LIMITS, (fetch) => (url, init) => {
      const body = typeof init.body === "string" ? init.body.replace('Hello "', 'Hello"') : null;
      return fetch(url, { ...init, body });
    });
    const ended = await call("send", ["16465550137", "Hello ", "--reconcile"], options);
    expect([ended.code, await texts()]).toEqual([6, ["Hello"]]);
    expect(ended.stderr).toContain("The sent history does not settle it: 1 message of that time may be it.");
  });

  it("stays in doubt when it cannot be looked up either: that failure is not the message's", async () => {
    const { options } = world();
    const lost = async () => {
      throw new TypeError("fetch failed");
    };
    const ended = await call("send", ["16465550150", "Hello", "--reconcile"], { ...options, fetch: lost });
    expect([ended.code, ended.stderr]).toEqual([6, expect.stringContaining("It could not be looked up")]);
  });

  it("of a list takes no text from stdin, where the answers come from", async () => {
    const ended = await call("send", ["--file", "list.csv", "--message", "-"], world().options);
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining("stdin is for one message")]);
  });

  it.each([
    ["refused for a recipient who has opted out", "16465550141", 2],
    ["without credits", "16465550143", 4],
    ["held back longer than --deadline", "16465550142", 5],
  ])("%s, to %s, ends with code %i", async (_, number, code) => {
    const { options, texts } = world({});
    const ended = await call("send", [number, "Hello", "--deadline", "30s", "--json"], options);
    expect([ended.code, JSON.parse(ended.stdout).error.exitCode, await texts()]).toEqual([code, code, []]);
  });

  it("without a token is not sent, and the help says where it comes from", async () => {
    const { code, stderr } = await call("send", ["16465550150", "Hello"]);
    expect([code, stderr]).toEqual([3, expect.stringContaining("PROTEXTING_ACCESS_TOKEN is not set")]);
    const path = await listFile("");
    await writeFile(path, "\n", { mode: 0o600 });
    const empty = await call("balance", ["--token-file", path]);
    expect([empty.code, empty.stderr]).toEqual([3, expect.stringMatching(/list\.csv is empty/)]);
    const missing = await call("balance", ["--token-file", `${path}.none`]);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining("cannot be opened (ENOENT)")]);
  });

  it("does not go over plain http to another machine unless that is wanted", async () => {
    const { options, texts } = world();
    const plain = ["16465550150", "Hello", "--base-url", "http://api.example"];
    expect((await call("send", plain, options)).code).toBe(1);
    expect(await texts()).toEqual([]);
    expect((await call("send", [...plain, "--allow-insecure-http"], options)).code).toBe(0);
    expect(await texts()).toEqual(["Hello"]);
  });
});

it("the numbers of these tests are all different and fictional", () => {
  expect(new Set(numbers(60)).size).toBe(60);
  expect(numbers(60).every((number) => /^1\d{3}55501(6\d|7[0-4])$/.test(number))).toBe(true);
});
