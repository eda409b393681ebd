/** HTML document of every page, whose assets are all served by the emulator. */
import type { Child } from "hono/jsx";
import { asset } from "./assets/assets.ts";

interface DocumentProps {
  readonly title: string;
  /** Name of the time zone; none where the page shows no times. */
  readonly zone?: string;
  readonly children?: Child;
}

/** Configuration of htmx: no inline style, which the page's policy forbids, and no other extensions than these. */
const HTMX = JSON.stringify({
  extensions: "sse,page",
  includeIndicatorCSS: false,
  history: true,
  implicitInheritance: false,
  // Milliseconds, short so that the page reconnects soon after the emulator restarts.
  sse: { reconnectMaxDelay: 3000 },
});

export function Document({ title, zone, children }: DocumentProps) {
  return (
    <html lang="en" data-zone={zone}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={HTMX} />
        <title>{title} · ProTexting emulator</title>
        <link rel="icon" href={ICON} />
        <link rel="stylesheet" href={asset("style.css").path} />
        {/* Not deferred: htmx would then start before its extensions are loaded. */}
        <script src={asset("htmx.min.js").path} />
        <script src={asset("hx-sse.min.js").path} />
        <script src={asset("page.js").path} />
      </head>
      <body>{children}</body>
    </html>
  );
}

/** Icon of a speech bubble, as a data URL to avoid a request. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#2563eb" d="M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H14l-7 6v-6H6a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z"/><g fill="#fff"><circle cx="10" cy="13.500" r="2"/><circle cx="16" cy="13.500" r="2"/><circle cx="22" cy="13.500" r="2"/></g></svg>',
)}`;
