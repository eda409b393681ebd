/**
 * Rehearses an MMS campaign from the template to the opt-out, against an emulator in this process:
 *
 *     npx tsx examples/mms-campaign.ts
 *
 * Minutes pass in no time, since the emulator's clock is moved; nothing leaves this machine and nothing is charged.
 */
import { ProTexting, RecipientRefusedError } from "protexting-toolkit";
import { createEmulator } from "protexting-toolkit/emulator";

const token = "test_campaign";
await using emulator = createEmulator({ data: { accounts: [{ token, credits: 100 }] } });
const client = new ProTexting({
  accessToken: token,
  baseUrl: "https://api2.protexting.com",
  fetch: emulator.fetch,
  // It would pace itself by this machine's clock, whose minutes do last.
  pacing: false,
});

const guests = {
  Ada: "16465550150",
  Ben: "16465550151",
  Cleo: "16465550152",
  // Magic: its carrier rejects every MMS.
  Dan: "16465550105",
};
const report: string[] = [];

// 1. A template, which the vendor approves before it may be sent.
const { id: template } = await client.mmsTemplates.create({
  resourceLink: "https://media.example.com/opening.jpg",
  name: "Opening",
});
await emulator.clock.advance("10s");
const { status: approval } = await client.mmsTemplates.waitForApproval(template);
report.push(`template ${template}: ${approval.description}`);

// 2. The invitation. What a carrier rejects goes again as SMS with a link to the picture.
const sent = new Map<string, string>();
for (const [name, mobilePhone] of Object.entries(guests)) {
  const message = `${name}, we open on Friday at 7 pm!`;
  const { id } = await client.sms.send({
    mobilePhone,
    message,
    mmsTemplateId: template,
    subject: "We open",
    mmsResend: true,
  });
  sent.set(name, id);
}

// 3. The outcomes.
await emulator.clock.advance("10s");
for (const [name, id] of sent) {
  const { status } = await client.sms.waitForDelivery(id);
  const { resend } = await emulator.messages.get(id);
  if (resend?.state === "sent") {
    const sms = await client.sms.waitForDelivery(resend.message);
    report.push(`${name}: MMS ${status.description}, then SMS ${sms.status.description}`);
  } else report.push(`${name}: MMS ${status.description}`);
}

// 4. The guests take up their phones.
await emulator.inbound({ token, from: guests.Ben, message: "Yes, two of us!" });
await emulator.inbound({ token, from: guests.Cleo, message: "STOP" });
for (const { mobilePhone, message } of (await client.inbox.list()).items) {
  const name = Object.entries(guests).find(([, number]) => number === mobilePhone)?.[0];
  report.push(`${name} wrote: ${message}`);
}

// 5. The reminder. A guest who wrote STOP gets nothing more, and the send says so.
await emulator.clock.advance("2d");
for (const [name, mobilePhone] of Object.entries(guests)) {
  try {
    await client.sms.send({ mobilePhone, message: `${name}, see you tonight!` });
    report.push(`${name}: reminded`);
  } catch (error) {
    if (!(error instanceof RecipientRefusedError)) throw error;
    report.push(`${name}: not reminded (code ${error.code})`);
  }
}

// 6. What it would have cost.
const { availableCredits } = await client.credits.balance();
report.push(`${100 - availableCredits} credits spent, ${availableCredits} left`);

process.stdout.write(`${report.join("\n")}\n`);
