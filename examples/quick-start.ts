/**
 * Sends one message, waits until it has arrived, and shows what is left to spend:
 *
 *     export PROTEXTING_BASE_URL=http://127.0.0.1:4280 PROTEXTING_ACCESS_TOKEN=test_mine   # the emulator: npm start
 *     npx tsx examples/quick-start.ts 16465550123 "Hello World!"
 *
 * Without the base URL, and with a token of yours, it sends for real.
 */
import { ProTexting } from "protexting-toolkit";

const [, , mobilePhone = "16465550123", message = "Hello World!"] = process.argv;
const client = new ProTexting();

const { id } = await client.sms.send({ mobilePhone, message });
process.stdout.write(`accepted as ${id}\n`);

const { status } = await client.sms.waitForDelivery(id, { deadline: 60_000 });
process.stdout.write(`${status.description} (${status.id})\n`);

const { availableCredits } = await client.credits.balance();
process.stdout.write(`${availableCredits} credits left\n`);
