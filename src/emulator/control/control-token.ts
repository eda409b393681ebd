/** Validation of a control token, from any source. */

/** Fewest characters: a shorter token made up by a person can be guessed. */
export const CONTROL_TOKEN_LENGTH = 16;

/**
 * @param given name of its source, for the error, which never contains the token
 * @throws Error when it is too short, or no Authorization header can carry it as it is
 */
export function checkControlToken(token: string, given = "controlToken"): string {
  if (token.length < CONTROL_TOKEN_LENGTH) {
    throw refused(`${given} has ${token.length} characters and needs ${CONTROL_TOKEN_LENGTH} at least`);
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw refused(`${given} holds a space or a character that is not ASCII, which no header carries`);
  }
  return token;
}

function refused(why: string): Error {
  return new Error(
    `Failed to read the control token: ${why}. Please give a longer or plainer one, or none: then one is drawn.`,
  );
}
