/** Whole runs of vitest in a project that uses the toolkit: what people read when a test fails, and what stays. */
import { beforeAll, describe, expect, it } from "vitest";
import { type ProjectRun, runProject } from "./run-project.ts";

const config = ["--config", "test/vitest/project/vitest.config.ts"];

describe("what a test that fails says", () => {
  let run: ProjectRun;
  beforeAll(async () => {
    run = await runProject([...config, "misses"]);
  });

  /** Without the token's digest and where it happened. */
  function said(title: string): string {
    const [message = ""] = run.tests.find((test) => test.title === title)?.failureMessages ?? [];
    return message
      .replace(/\n +at [^]*$/, "")
      .replaceAll(/(test_[a-z_]+)_[0-9a-f]{10}/g, "$1")
      .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:…");
  }

  it("shows the nearest miss side by side with what was expected, and all that was sent", () => {
    expect(said("another text")).toBe(`Error: expected test_misses_another_text to have sent a message with
    to        "16465550123"
    text      "Your code is 1234. It is good for ten minutes."
    segments  2

Nearest miss: message 2 of 3; text and segments differ
    to        "16465550123"
  × text      expected  "Your code is 1234. It is good for ten minutes."
              sent      "Your code is 4321. It is good for ten minutes."
                                      ^ from character 14 on
  × segments  expected  2
              sent      1

3 messages were sent, newest first:
    1  to 16465550151  "Good bye."  1 segment  1 credit  Pending
    2  to 16465550123  "Your code is 4321. It is good for ten minutes."  1 segment  1 credit  Pending
    3  to 16465550150  "Welcome!"  1 segment  1 credit  Pending`);
  });

  it("shows an asymmetric value as it was written", () => {
    expect(said("an asymmetric value")).toContain(`
Nearest miss: message 1 of 1; text differs
    to    "16465550123"
  × text  expected  StringContaining "PIN"
          sent      "Your code is 1234. It is good for ten minutes."
`);
  });

  it("where nothing has come at all, says which address and token are the test's", () => {
    expect(
      said("nothing was sent"),
    ).toBe(`Error: expected test_misses_nothing_was_sent to have sent a message with
    text  /code/

No message was sent.

No send has come with this token. Please let what is tested use the base URL http://127.0.0.1:… and the token test_misses_nothing_was_sent.`);
  });

  it("where the send was refused, says why and what would have succeeded", () => {
    expect(said("it was refused")).toMatch(
      /\nNo message was sent\.\n\n1 send was refused:\n {4}1 {2}to 16465550123 {2}"Your code.*" {2}422 by credits\.balance: .*Would succeed: .*credits/,
    );
  });

  it("where there are too many, shows each once", () => {
    const message = said("sent twice");
    expect(message).toContain("to have sent exactly 1 message with\n");
    expect(message).toContain("\n\n2 messages were sent, newest first:\n");
    expect(message.match(/^ +\d {2}to /gm)).toHaveLength(2);
  });

  it("where there should be none, shows what there is", () => {
    expect(said("sent, and should not have been")).toMatch(
      /^Error: expected test_misses_sent_and_should_not_have_been not to have sent a message\n\n1 message was sent:\n/,
    );
  });

  it("of refusals, shows the nearest", () => {
    expect(said("not refused by that rule")).toContain(`
Nearest miss: send 1 of 1; status differs
    to      "16465550142"
  × status  expected  422
            refused   429
`);
  });

  it("of credits, shows what they went for", () => {
    expect(said("other credits")).toMatch(
      /^Error: expected test_misses_other_credits to have 1000 credits, and it has 999\n\n1 message was sent:\n/,
    );
  });

  it("points at the line of the test", () => {
    expect(run.output).toMatch(/❯ misses\.case\.ts:14:5\n/);
  });

  it("fails the run where nobody waits for the matcher", () => {
    expect(run.tests.find(({ title }) => title === "nobody waits for it")?.status).toBe("passed");
    expect(run.output).toContain("Unhandled Rejection");
    expect(run.output).toContain("expected test_misses_nobody_waits_for_it");
    expect(run.code).toBe(1);
  });
});

describe("the example", () => {
  it("passes as it is printed", async () => {
    const run = await runProject(["--config", "examples/vitest/vitest.config.ts"]);
    expect(run.tests.filter(({ status }) => status !== "passed")).toEqual([]);
    expect(run.tests.length).toBeGreaterThan(3);
  });
});
