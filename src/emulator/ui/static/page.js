/** What the page does beyond htmx. Everything works without it, one click later. */
(() => {
  const ZONE_COOKIE = "protexting_zone";

  window.htmx?.registerExtension("page", {
    // What a reader has opened stays open when the view is loaded again.
    htmx_before_morph_attr: (element, { attrName }) =>
      !(element.tagName === "DETAILS" && attrName === "open"),
    // Behind what makes the element listen, which is named before this.
    htmx_after_process: () => connectInSight(),
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

  const asked = new WeakSet();
  /** Connects only in a visible tab: a browser has six connections to a server, and each tab would hold one. */
  function connectInSight() {
    const live = document.getElementById("live");
    if (document.hidden || live === null || asked.has(live)) return;
    asked.add(live);
    live.dispatchEvent(new CustomEvent("in-sight"));
  }
  document.addEventListener("visibilitychange", connectInSight);

  // Refused, as after a restart that has ended the login: what is shown is no longer for this reader.
  document.addEventListener("htmx:sse:error", ({ target, detail }) => {
    if (detail.status !== undefined) target.dispatchEvent(new CustomEvent("changed"));
  });
  document.addEventListener("htmx:response:error", ({ target }) => {
    if (target.id === "live") target.dispatchEvent(new CustomEvent("changed"));
  });

  // A choice that was pointed at counts at once. By keyboard one passes others on the way to it, and presses the button.
  let pointedAt;
  document.addEventListener("pointerdown", ({ target }) => {
    pointedAt = target?.closest?.("select");
  });
  document.addEventListener("keydown", () => {
    pointedAt = undefined;
  });
  document.addEventListener("change", ({ target }) => {
    const form = target?.form;
    if (form?.dataset.submitsOnChange !== undefined && target === pointedAt) form.requestSubmit();
  });

  /** After the account was changed, which loads the page anew, the reader is still at that choice. */
  function stayAtAccount() {
    if (location.hash !== "#account") return;
    history.replaceState(history.state, "", location.pathname + location.search);
    document.getElementById("account")?.focus();
  }

  // Who closes a message is back at it in its conversation.
  let closed;
  document.addEventListener("click", ({ target }) => {
    if (target?.closest?.(".detail .back"))
      closed = document.querySelector(".bubble[aria-current]")?.parentElement?.id;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (closed === undefined || document.querySelector(".detail")) return;
    if (document.activeElement === document.body)
      document.getElementById(closed)?.querySelector(".bubble")?.focus();
    closed = undefined;
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
  window.addEventListener("load", () => {
    tellZone();
    stayAtAccount();
  });
})();
