import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { assemble } from "../src/emulator/assemble.ts";
import { statusAt } from "../src/emulator/domain/delivery.ts";
import { sends, TARGET } from "./sends.ts";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");
const s = new Session();
s.connect();
await s.post("Profiler.enable");
await s.post("Profiler.setSamplingInterval", { interval: 200 });
let profiles: any[] = [];
for (let r = 0; r < 6; r++) {
  const { fetch, store, clock, close } = assemble(
    {
      settings: {
        limits: { rate: null, perRecipient: null },
        account: { credits: 1e9 },
        retention: { events: 40000 },
      },
      seed: "bench",
      clock: { now: () => Date.UTC(2026, 0, 15) },
    },
    () => ({ kind: "in-process" }),
  );
  for (const body of sends())
    await fetch("http://localhost" + TARGET, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
  const { body } = await fetch("http://localhost/_emulator/events");
  const t0 = 0, d = new TextDecoder();
  const told = (async () => {
    let seen = 0;
    const reader = body!.getReader();
    while (seen < 20000) {
      const p = await reader.read();
      const t = d.decode(p.value);
      for (let at = t.indexOf("event: status"); at !== -1; at = t.indexOf("event: status", at + 1)) seen++;
    }
  })();
  gc();
  await s.post("Profiler.start");
  const a = performance.now();
  const c0 = process.cpuUsage();
  await clock.advance("30d");
  const b = performance.now();
  const { items } = await store.messages({ limit: 10000 });
  let n = 0;
  for (const m of items) n += statusAt(m, store.now(m.token));
  const c = performance.now();
  await told;
  const e = performance.now();
  const c1 = process.cpuUsage(c0);
  const { profile } = (await s.post("Profiler.stop")) as any;
  if (r > 2) profiles.push(profile);
  console.log(
    "advance",
    b - a,
    "read",
    c - b,
    "stream",
    e - c,
    "total",
    e - a,
    "cpu",
    (c1.user + c1.system) / 1000,
  );
  await close();
}
writeFileSync("/tmp/prof.json", JSON.stringify(profiles));
