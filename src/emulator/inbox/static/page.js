/** What the page does beyond htmx. Everything works without it, one click later. */
(() => {
  const ZONE_COOKIE = "protexting_zone";

  // What a reader has opened stays open when the view is loaded again.
  window.htmx?.registerExtension("kept-open", {
    htmx_before_morph_attr: (element, { attrName }) =>
      !(element.tagName === "DETAILS" && attrName === "open"),
  });

  /** Tells the emulator the reader's zone, in which it writes times; the first page has the machine's. */
  function tellZone() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const shown = document.documentElement.dataset.zone;
    const isTold = document.cookie.includes(`${ZONE_COOKIE}=${encodeURIComponent(zone)}`);
    if (shown === undefined || shown === zone || isTold) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the other way to set one waits, and works on no plain address.
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; Path=/; SameSite=Strict`;
    document.getElementById("live")?.dispatchEvent(new CustomEvent("changed"));
  }

  document.addEventListener("change", (event) => {
    const form = event.target?.form;
    if (form?.dataset.submitsOnChange !== undefined) form.requestSubmit();
  });

  /** In a list of links the arrow keys go from one to the next, as in a list of a mail program. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const link = event.target?.closest?.(".conversation, .bubble");
    const pane = link?.closest(".pane");
    if (!pane) return;
    const links = [...pane.querySelectorAll(".conversation, .bubble")];
    const next = links[links.indexOf(link) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  });

  // Once htmx has begun, which would otherwise miss it.
  window.addEventListener("load", tellZone);
})();
