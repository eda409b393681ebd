/** What may be a control token, whichever way it is given. */

/** Characters: what a person makes up that is shorter can be tried through. */
export const CONTROL_TOKEN_LENGTH = 16;

/**
 * @param given how it was given, for the error; the token itself is never in it
 * @throws Error for one that is too short, or that no Authorization header can carry as it is
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
