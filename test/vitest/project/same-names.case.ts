/** Tests with the names of those in another file. */
import { ProTexting } from "protexting-toolkit";
import { test } from "protexting-toolkit/vitest";
import { expect } from "vitest";

test.for(["one", "two"])("of %s", async (message, { protexting, task }) => {
  task.meta.token = protexting.token;
  await new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: "16465550123", message });
  await expect(protexting).toHaveSent({ text: message }, { times: 1 });
});
