/** Values that PHP and the framework treat as blank. */

/** Blank is PHP's trim (space, tab, LF, CR, NUL, VT), not what JavaScript's removes. */
export function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13 && code !== 0 && code !== 11) return false;
  }
  return true;
}

/** The framework's "empty": null, "" and an empty array (an empty JSON object is one too). */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** True when PHP would hold it as an array: a JSON list or object. */
export function isArray(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
