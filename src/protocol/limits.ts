/** Figures the vendor prints, each with the page that prints it. */

/** Characters (Unicode code points) of one outgoing SMS. Pages send-sms-mms and send-sms-mms-simple. */
export const MESSAGE_LENGTH = 480;

/** Calls of one account per window. The header blocks print `X-Rate-Limit-Limit: 60`. */
export const ACCOUNT_RATE = { limit: 60, windowSeconds: 60 } as const;

/** Sends to the same recipient number per minute. Pages send-sms-mms and send-sms-mms-simple. */
export const RECIPIENT_RATE = { limit: 10, windowSeconds: 60 } as const;

/** Credits of one message in the USA. Page send-sms-mms. */
export const USA_CREDITS = { sms: 1, mms: 3 } as const;
