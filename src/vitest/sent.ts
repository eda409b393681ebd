/** Messages and refusals of an account, as the matchers compare and list them. */
import type { Candidate } from "./compare.ts";
import { digitsOf, type ExpectedMessage, isAsymmetric } from "./expected.ts";
import { shortened } from "./show.ts";
import type { Tenant } from "./tenant.ts";

/** The most that the emulator gives at once. */
const ALL = 10_000;

/** The endpoints that send. */
const SENDS = ["/v1/sms/send", "/v1/sms-simple/send"] as const;

/** Newest first. */
export async function messagesOf(tenant: Tenant, expected: ExpectedMessage): Promise<readonly Candidate[]> {
  const { items } = await tenant.messages.list({ limit: ALL });
  const charged = tenant.emulator.settings.segments;
  return items.map((message) => {
    const { recipient: to, text, sender: from, parts, credits, encoding, kind, status } = message;
    const segments = parts[charged];
    return {
      fields: {
        to,
        text,
        from,
        segments: isPair(expected.segments) ? parts : segments,
        credits,
        encoding,
        kind,
        status: typeof expected.status === "number" ? status.id : status.description,
        templateId: message.templateId,
        subject: message.subject,
        mediaUrl: message.mediaUrl,
      },
      summary: [
        `to ${to}`,
        shortened(text),
        countOf(segments, "segment"),
        countOf(credits, "credit"),
        status.description,
        ...(kind === "mms" ? [`MMS of template ${message.templateId}`] : []),
      ].join("  "),
    };
  });
}

function isPair(segments: ExpectedMessage["segments"]): boolean {
  return typeof segments === "object" && !isAsymmetric(segments);
}

/** Sends that the account's books refused, newest first. */
export async function refusalsOf(tenant: Tenant): Promise<readonly Candidate[]> {
  const journals = await Promise.all(SENDS.map((path) => tenant.journal.list({ path, limit: ALL })));
  return journals
    .flatMap(({ items }) => items)
    .filter(({ books }) => books?.outcome === "refused")
    .sort((one, other) => other.number - one.number)
    .map(({ request, books, explanation: { decidedBy, steps, wouldSucceed } }) => {
      const [to, text] = [written(request.fields, "MobilePhone"), written(request.fields, "Message")];
      const says = steps.find(({ rule }) => rule === decidedBy)?.says;
      return {
        fields: {
          to: to === undefined ? undefined : (digitsOf(to) ?? to),
          text,
          status: books?.status,
          rule: decidedBy,
        },
        summary:
          `to ${to === undefined ? "nobody" : (digitsOf(to) ?? shortened(to))}  ${text === undefined ? "without a text" : shortened(text)}  ` +
          `${books?.status} by ${decidedBy}: ${says}${wouldSucceed === undefined ? "" : ` Would succeed: ${wouldSucceed}`}`,
      };
    });
}

/** A field of a body, which may be anything. */
function written(fields: unknown, name: string): string | undefined {
  if (typeof fields !== "object" || fields === null) return undefined;
  const value: unknown = new Map<string, unknown>(Object.entries(fields)).get(name);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

export function countOf(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}
