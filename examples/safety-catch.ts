/**
 * A client for staging that texts only the testers, whatever the base URL is:
 *
 *     npx tsx examples/safety-catch.ts 16465550150 "Hello" 12125550150 "Hello"
 *
 * A message that is held back never leaves this process: it is neither charged nor counted against a limit.
 */
import { isProTextingError, ProTexting } from "protexting-toolkit";

const client = new ProTexting({
  // One number and all that begin alike; an empty list refuses every recipient. A function will do as well.
  allowRecipients: ["13055550199", "1646555*"],
});

const args = process.argv.slice(2);
for (let at = 0; at < args.length; at += 2) {
  const [mobilePhone = "", message] = args.slice(at, at + 2);
  try {
    const { id } = await client.sms.send({ mobilePhone, message });
    process.stdout.write(`sent: ${id}\n`);
  } catch (error) {
    if (!isProTextingError(error, "RecipientNotAllowedError")) throw error;
    process.stdout.write(`held back: ${error.message}\n`);
  }
}
