/**
 * Tells what a message will cost, and sends it only if that is within the budget and the balance:
 *
 *     npx tsx examples/estimate-before-sending.ts 16465550123 "Hello “World”" 2
 *
 * The last is the most it may cost, in credits.
 */
import { estimate, ProTexting } from "protexting-toolkit";

const [, , mobilePhone = "", message = "", budget = "1"] = process.argv;

// Works offline: neither token nor network is needed up to here.
const { encoding, parts, credits, forcesUcs2, warnings } = estimate({ mobilePhone, message });
process.stdout.write(`${encoding}, ${parts.documented} part(s), ${credits.documented} credit(s)\n`);
for (const warning of warnings) process.stdout.write(`note: ${warning.text}\n`);
for (const { character, replacement } of forcesUcs2) {
  if (replacement !== undefined) process.stdout.write(`note: write ${replacement} for ${character}\n`);
}

// Counts on the higher figure where the vendor's and the phone network's differ: which one is charged is not published.
const most = Math.max(credits.documented, credits.gsm);
const client = new ProTexting();
const { availableCredits } = await client.credits.balance();
if (most > Math.min(Number(budget), availableCredits)) {
  process.stdout.write(
    `Not sent: up to ${most} credits, of ${budget} to spend and ${availableCredits} there.\n`,
  );
  process.exitCode = 1;
} else {
  const { id } = await client.sms.send({ mobilePhone, message });
  process.stdout.write(`sent: ${id}\n`);
}
