// Bring the page about a meetronde up to date, quietly: only while somebody looks at it, and without moving focus or
// scroll (htmx changes what changed and leaves the rest). Without this file, “Nu bijwerken” does the same.

const EVERY_MS = 30_000;
const trouble = document.getElementById("bijwerken-lukt-niet");
let asked = Date.now();

setInterval(refresh, EVERY_MS);

document.addEventListener("visibilitychange", () => {
  if (Date.now() - asked >= EVERY_MS) refresh();
});

function refresh() {
  if (document.visibilityState !== "visible") return;
  asked = Date.now();
  document.getElementById("stand").dispatchEvent(new CustomEvent("bijwerken"));
}

// Who was logged out meanwhile is sent to another page, which must not take the place of what is on the screen.
document.addEventListener("htmx:before:response", (event) => {
  const { raw } = event.detail.ctx.response;
  const isOurs = raw.ok && !raw.redirected;
  trouble.hidden = isOurs;
  if (!isOurs) event.preventDefault();
});

document.addEventListener("htmx:error", () => {
  trouble.hidden = false;
});
