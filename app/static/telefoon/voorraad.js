// The pages and files that are kept on this phone, so that it works without network.

const VERS_GENOEG_MS = 5 * 60_000;
const LAATST = "wijkpeil-ververst";
const GEDULD_MS = 15_000;

/** Keep the pages on this phone, where the browser can: that takes https. Throws nothing. */
export async function registreer() {
  return navigator.serviceWorker?.register("/service-worker.js", { scope: "/telefoon" }).catch(() => undefined);
}

/** Fetch the pages anew when that was a while ago: there may be a new straat, or a new meetronde. */
export async function ververs() {
  if (Date.now() - Number(localStorage.getItem(LAATST)) < VERS_GENOEG_MS) return;
  await haalAllesOpnieuw();
}

export async function haalAllesOpnieuw() {
  if (await vraag("ververs")) localStorage.setItem(LAATST, Date.now());
}

/** Let go of the pages of whoever used this phone until now. What was not sent stays, out of sight. */
export function vergeetPaginas() {
  localStorage.removeItem(LAATST);
  return vraag("vergeet");
}

/** Whether every page and file is here: the addresses of what is missing, or undefined when this phone keeps nothing. */
export async function watOntbreekt(adressen) {
  if (!navigator.serviceWorker?.controller && !(await navigator.serviceWorker?.getRegistration("/telefoon"))?.active) return undefined;
  const gevonden = await Promise.all(adressen.map((adres) => caches.match(adres)));
  return adressen.filter((_, plaats) => !gevonden[plaats]);
}

async function vraag(wat) {
  const actief = (await navigator.serviceWorker?.getRegistration("/telefoon"))?.active;
  if (!actief) return false;
  const { port1, port2 } = new MessageChannel();
  const antwoord = new Promise((klaar) => {
    port1.onmessage = () => klaar(true);
    setTimeout(() => klaar(false), GEDULD_MS);
  });
  actief.postMessage(wat, [port2]);
  return antwoord;
}
