/**
 * Media that end as their file name says: the emulator fetches no link, so what becomes of the media has to be told
 * by its name. One catalogue for the emulator, the docs and the tests. The toolkit's own: the vendor has none.
 */
import { type MmsTemplateStatusId, mmsTemplateStatuses } from "./mms-template-status.ts";

export interface MagicFile {
  /** Last part of the link's path; `*` is any type of file that is taken. */
  readonly file: string;
  /** Final status of its template. */
  readonly does: { readonly kind: "approval"; readonly status: MmsTemplateStatusId };
  readonly says: string;
}

function ends(file: string, status: MmsTemplateStatusId, why: string): MagicFile {
  return {
    file,
    does: { kind: "approval", status },
    says: `${why}: ends ${mmsTemplateStatuses[status]} (${status})`,
  };
}

export const magicFiles: readonly MagicFile[] = [
  ends("magic-pending.*", 0, "never processed"),
  ends("magic-processing.*", 1, "processed for ever"),
  ends("magic-unapproved.*", 2, "nobody approves it"),
  ends("magic-approved.*", 3, "approved, whatever the account says"),
  ends("magic-rejected.*", 4, "nobody likes it"),
  ends("magic-broken.*", 5, "no media of its type"),
  ends("magic-not-found.*", 5, "nothing is under the link"),
  ends("magic-too-large.*", 5, "over 70.00 MB"),
  ends("magic-animated-too-large.gif", 5, "an animated GIF over 7 MB"),
];

const byName: ReadonlyMap<string, MagicFile> = new Map(magicFiles.map((entry) => [entry.file, entry]));

/**
 * @param name of the file, without its type
 * @param type of the file: what follows its last dot, in lower case
 */
export function magicFileOf(name: string, type: string): MagicFile["does"] | undefined {
  return (byName.get(`${name}.${type}`) ?? byName.get(`${name}.*`))?.does;
}
