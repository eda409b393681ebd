/** The options of `protexting send`, as the client's parameters. */
import type { SendParams } from "../client/index.ts";
import { connectionOptions } from "./command-line.ts";
import { readDigits } from "./digits.ts";

export const sendOptions = {
  ...connectionOptions,
  from: { type: "string" },
  "mms-template": { type: "string" },
  subject: { type: "string" },
  "mms-high-resolution": { type: "boolean" },
  "mms-resend": { type: "boolean" },
  "dry-run": { type: "boolean" },
  estimate: { type: "boolean" },
  reconcile: { type: "boolean" },
  deadline: { type: "string" },
  file: { type: "string" },
  message: { type: "string" },
  delimiter: { type: "string" },
  journal: { type: "string" },
  concurrency: { type: "string" },
  yes: { type: "boolean" },
} as const;

/** Flags that mean nothing without `--file`. */
export const listFlags = ["message", "delimiter", "journal", "concurrency", "yes"] as const;

interface ParamFlags {
  readonly from?: string | undefined;
  readonly "mms-template"?: string | undefined;
  readonly subject?: string | undefined;
  readonly "mms-high-resolution"?: boolean | undefined;
  readonly "mms-resend"?: boolean | undefined;
  readonly message?: string | undefined;
}

/** Parameters that the options set for each message; only what was given is there. */
export type SharedParams = Omit<SendParams, "mobilePhone">;

export function sharedParams(flags: ParamFlags): SharedParams {
  const mmsTemplateId = readDigits(flags["mms-template"], "--mms-template");
  return {
    ...(flags.from === undefined ? {} : { sendFrom: flags.from }),
    ...(mmsTemplateId === undefined ? {} : { mmsTemplateId }),
    ...(flags.subject === undefined ? {} : { subject: flags.subject }),
    ...(flags["mms-high-resolution"] ? { mmsHighResolution: true } : {}),
    ...(flags["mms-resend"] ? { mmsResend: true } : {}),
    ...(flags.message === undefined ? {} : { message: flags.message }),
  };
}
