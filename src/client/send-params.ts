/** Parameters of sends, now and later. Pages send-sms-mms and send-sms-mms-simple. */

export interface SendParams {
  /** The recipient, country code first: `16465550123`. Ten digits are taken as North American. */
  readonly mobilePhone: string;
  /** Text of at most 480 characters (Unicode code points), cut into parts; each part costs credits. */
  readonly message?: string | undefined;
  /** Short code or long number of the account. Without it the account's numbers take turns. */
  readonly sendFrom?: string | undefined;
  /** Id of an approved template; makes the message an MMS. */
  readonly mmsTemplateId?: number | undefined;
  /** Subject of the MMS. */
  readonly subject?: string | undefined;
  /** Adds a link to the MMS under which a browser shows the media. */
  readonly mmsHighResolution?: boolean | 0 | 1 | undefined;
  /** Sends an MMS that the carrier rejects again as SMS with a link, charged as SMS. */
  readonly mmsResend?: boolean | 0 | 1 | undefined;
}

/** Parameters of a message that is sent later. Page schedule-single-sms-mms. */
export interface ScheduleParams
  extends Pick<SendParams, "mobilePhone" | "mmsTemplateId" | "mmsHighResolution" | "subject"> {
  /** Text of at most 480 characters (Unicode code points), cut into parts; each part costs credits when it is sent. */
  readonly message: string;
  /**
   * When it is sent: `YYYY-MM-DD HH:MM:SS`, GMT-5 all year. As text, since a `Date` would hide which zone is meant.
   */
  readonly dateTime: string;
}

/** Parameters of a send, now or, with a `dateTime`, later. */
export type AnySendParams = SendParams & Partial<Pick<ScheduleParams, "dateTime">>;

/** Parameters like `SendParams`, but the account's numbers always take turns. */
export interface SimpleSendParams extends Omit<SendParams, "sendFrom"> {
  /** Not allowed: the API would ignore it without a word. */
  readonly sendFrom?: never;
}
