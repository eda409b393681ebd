/** The framework's HTML page of an error, which a set-up without negotiation answers with. Recorded: section 3. */
import { vendorDateTime } from "../../protocol/vendor-time.ts";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#039;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

export function errorPage(status: number, name: string, message: string, now: number): string {
  const title = `${escapeHtml(name)} (#${status})`;
  return [
    "<!DOCTYPE html>",
    '<html><head><meta charset="utf-8" />',
    `<title>${title}</title></head><body>`,
    `<h1>${title}</h1>`,
    `<h2>${escapeHtml(message)}</h2>`,
    "<p>The above error occurred while the Web server was processing your request.</p>",
    "<p>Please contact us if you think this is a server error. Thank you.</p>",
    `<div class="version">${vendorDateTime(now)}</div>`,
    "</body></html>",
    "",
  ].join("\n");
}
