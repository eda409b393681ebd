/**
 * Sends one message, waits until it has arrived, and shows what is left to spend, with nothing but `fetch`:
 *
 *     npx tsx examples/quick-start/fetch.ts 16465550123 "Hello World!"
 */
const [, , to = "16465550123", message = "Hello World!"] = process.argv;
const base = process.env["PROTEXTING_BASE_URL"] ?? "http://127.0.0.1:4280";
const token = process.env["PROTEXTING_ACCESS_TOKEN"] ?? "test_quick_start";

async function call(path: string, parameters: Record<string, string> = {}, body?: object) {
  const response = await fetch(
    `${base}${path}?${new URLSearchParams({ access_token: token, ...parameters })}`,
    {
      method: body === undefined ? "GET" : "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
      redirect: "error", // the token must not go to another address
      signal: AbortSignal.timeout(30_000),
    },
  );
  // By the status, never by what the body looks like.
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  return response.json();
}

const { Id: id } = await call("/v1/sms/send", {}, { MobilePhone: to, Message: message });
process.stdout.write(`accepted as ${id}\n`);

let report = { DeliveryStatus_Id: "1", DeliveryStatus_Description: "Pending" };
for (let tries = 0; tries < 30; tries++) {
  [report] = await call("/v1/sms/delivery-report", { id });
  if (!["1", "10"].includes(report.DeliveryStatus_Id)) break; // 1 Pending, 10 Processed
  await new Promise((resolve) => setTimeout(resolve, 1000));
}
process.stdout.write(`${report.DeliveryStatus_Description} (${report.DeliveryStatus_Id})\n`);

const { AvailableCredits: credits } = await call("/v1/credits/balance");
process.stdout.write(`${credits} credits left\n`);
