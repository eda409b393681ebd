/** Page error-codes as the contract reads it: said here by itself, so that a mistake of the emulator's does not pass. */
export const refusalCodes = {
  1: "Phone number is opted out.",
  2: "Forbidden words.",
  3: "Empty MMS resource.",
  4: "Unprocessable entity.",
  5: "Not enough credits.",
  6: "API App is NOT activated.",
  7: "Invalid IP address.",
  8: "SMS Sending Failed - limitation has been reach: SMS with same content can be sent 1 time every 10 seconds.",
  301: "Sender Long Code is temporarily blocked.",
  302: "Sender Long Code is permanently blocked.",
  1000: "Phone number is opted out globally.",
  1001: "Phone number is blocked globally.",
} as const;

export type RefusalCode = keyof typeof refusalCodes;

export const REFUSAL_STATUS = 422;

/** An example of the page's "> 10000". */
export const CARRIER_CODE = 10_001;

export const CARRIER_BLOCKED = "Content blocked by carriers or rejected without details provided.";
