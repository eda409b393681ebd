/** Passes, and says which account each test had. */
import { ProTexting } from "protexting-toolkit";
import { test } from "protexting-toolkit/vitest";
import { expect } from "vitest";

declare module "vitest" {
  interface TaskMeta {
    token?: string;
  }
}

test.for(["one", "two"])("of %s", async (message, { protexting, task }) => {
  task.meta.token = protexting.token;
  await new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: "16465550123", message });
  await expect(protexting).toHaveSent({ text: message }, { times: 1 });
});
