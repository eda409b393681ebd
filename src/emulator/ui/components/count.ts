/** `1 credit`, `1,200 credits`. @param plural where it is not the word with an s */
export function count(number: number, what: string, plural = `${what}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? what : plural}`;
}
