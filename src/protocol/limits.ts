/** Figures the vendor prints, each with the page that prints it. */

/** Characters (Unicode code points) of one outgoing SMS. Pages send-sms-mms and send-sms-mms-simple. */
export const MESSAGE_LENGTH = 480;

/** Characters of the text of one MMS. FAQ list-of-allowed-characters-for-sending-text-messages. */
export const MMS_MESSAGE_LENGTH = 1544;

/**
 * Types of media, by the end of a file's name. Page list-sent-group-campaigns names jpg, gif, bmp, png and tiff; jpeg
 * and tif are other spellings of two of them (assumed).
 */
export const MEDIA_TYPES = ["jpg", "jpeg", "gif", "bmp", "png", "tiff", "tif"] as const;

/** Calls of one account per window. The header blocks print `X-Rate-Limit-Limit: 60`. */
export const ACCOUNT_RATE = { limit: 60, windowSeconds: 60 } as const;

/** Sends to the same recipient number per minute. Pages send-sms-mms and send-sms-mms-simple. */
export const RECIPIENT_RATE = { limit: 10, windowSeconds: 60 } as const;

/** Credits of one message in the USA. Page send-sms-mms. */
export const USA_CREDITS = { sms: 1, mms: 3 } as const;

/** Rows of one page of a list. Docs index. */
export const PAGE_SIZE = 100;
