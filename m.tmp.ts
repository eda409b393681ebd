import { setFlagsFromString } from "node:v8"; import { runInNewContext } from "node:vm";
setFlagsFromString("--expose-gc"); const gc: () => void = runInNewContext("gc");
import { assemble } from "./src/emulator/assemble.ts";
const e = assemble({ settings: { limits: { rate: null, perRecipient: null }, account: { credits: 1e9 } , retention: {journal: 1}} }, () => ({ kind: "in-process" }));
const heap = () => { gc(); return process.memoryUsage().heapUsed; };
async function m(n: string, count: number, f: (i: number) => Promise<unknown>) { await f(0); const a = heap(); for (let i = 1; i <= count; i++) await f(i); console.log(n, Math.round((heap() - a) / count)); }
const post = (p: string, t: string, b: unknown) => e.fetch(`http://x${p}?access_token=${t}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(b) });
const phone = (i: number) => `1${201 + (i % 700)}555${String(2000 + Math.floor(i / 700)).padStart(4, "0")}`;
await m("account", 5000, (i) => e.fetch(`http://x/v1/credits/balance?access_token=test_acc${i}`));
await m("message", 10000, (i) => post("/v1/sms/send", "test_m", { MobilePhone: phone(0), Message: "hello " + i }));
await m("message+window", 10000, (i) => post("/v1/sms/send", "test_m2", { MobilePhone: phone(i), Message: "hello " + i }));
await m("template", 5000, (i) => post("/v1/mms-template/create", "test_t", { Name: "n" + i, ResourceLink: "https://x.example/a.jpg" }));
await m("inbound+contact", 5000, (i) => e.inbound({ token: "test_i", from: phone(i), message: "hey " + i }));
await m("inbound", 5000, (i) => e.inbound({ token: "test_i", from: phone(0), message: "hey " + i }));
await e.fetch("http://x/_emulator/events");
await m("message+events", 5000, (i) => post("/v1/sms/send", "test_m", { MobilePhone: phone(0), Message: "hello " + i }));
const e2 = assemble({ settings: { limits: { rate: null }, retention: {journal: 100000}} }, () => ({ kind: "in-process" }));
await m("journal", 5000, (i) => e2.fetch(`http://x/v1/credits/balance?access_token=test_acc`));
process.exit();
