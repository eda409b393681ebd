/** Minimal Hono as people run it, from node_modules: one route, reads the JSON, answers with a constant. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const [, , body = "{}"] = process.argv;
const answer = JSON.parse(body);
const app = new Hono();

app.post("/v1/sms/send", async (c) => {
  await c.req.json();
  return c.json(answer);
});

serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, (address) =>
  process.stdout.write(`${JSON.stringify(address)}\n`),
);
