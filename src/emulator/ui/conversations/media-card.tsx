/**
 * The media of an MMS, as a card. Its URL comes from a caller and may be hostile, and the page loads nothing from other
 * hosts, so the card shows only the file name and type in the URL.
 */
import type { MmsPart } from "../../domain/message.ts";
import { VisibleText } from "../components/visible-text.tsx";

export function MediaCard({ mms }: { readonly mms: MmsPart }) {
  const name = fileName(mms.mediaUrl);
  return (
    <span class="media">
      <svg class="picture" viewBox="0 0 240 120" role="img" aria-label={`Picture ${name}, not loaded`}>
        <rect width="240" height="120" rx="8" class="sky" />
        <circle cx="186" cy="34" r="14" class="sun" />
        <path d="M0 120 L70 48 L118 96 L150 66 L240 120 Z" class="hill" />
      </svg>
      <span class="media-name">
        <VisibleText text={name} limit={60} />
        <span class="badge">{typeOf(name)}</span>
      </span>
      {mms.subject !== "" && (
        <strong class="subject">
          <VisibleText text={mms.subject} limit={200} />
        </strong>
      )}
    </span>
  );
}

/** The last part of the path; the whole text of what is no address. */
function fileName(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  const name = path.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name) || url;
  } catch {
    return name;
  }
}

function typeOf(name: string): string {
  const [, ending] = /\.([a-z0-9]{1,5})$/i.exec(name) ?? [];
  return ending === undefined ? "file" : ending.toUpperCase();
}
