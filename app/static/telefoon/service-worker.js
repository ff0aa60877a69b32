// Everything the interviewer needs, kept on the phone: complete per edition, or not at all. Above this the server puts
// UITGAVE (the edition), BESTANDEN (files, the same for everybody) and PAGINAS (what belongs to this interviewer).
//
// Only GET is ever touched. A page comes from the phone at once and is fetched anew behind it; an answer that is not
// ours, such as that of a wifi portal, or that of another edition, is never kept.

const VOORRAAD = `wijkpeil-${UITGAVE}`;
const EERST_HET_NET = ["/telefoon/toestel", "/telefoon/interviews"];
const GEEN_VERBINDING = "/telefoon/geen-verbinding";
const GEDULD_MS = 4000;

self.addEventListener("install", (gebeurtenis) => gebeurtenis.waitUntil(legAan()));
self.addEventListener("activate", (gebeurtenis) => gebeurtenis.waitUntil(neemOver()));
self.addEventListener("message", (gebeurtenis) => gebeurtenis.waitUntil(luister(gebeurtenis)));
self.addEventListener("fetch", (gebeurtenis) => {
  const { request } = gebeurtenis;
  const adres = new URL(request.url);
  if (request.method !== "GET" || adres.origin !== location.origin) return;
  if (adres.pathname.startsWith("/static/") || BESTANDEN.includes(adres.pathname)) gebeurtenis.respondWith(bestand(request, adres));
  else if (PAGINAS.includes(adres.pathname)) gebeurtenis.respondWith(pagina(gebeurtenis, adres.pathname));
  else if (request.mode === "navigate") gebeurtenis.respondWith(fetch(request).catch(() => uitVoorraad(GEEN_VERBINDING)));
});

async function legAan() {
  const voorraad = await caches.open(VOORRAAD);
  // Files too: while a server of an older edition still answers beside ours, it knows another file under the same name.
  const bestanden = BESTANDEN.map((adres) => haal(voorraad, adres, "default"));
  const gehaald = await Promise.all([...bestanden, ...PAGINAS.map((adres) => haal(voorraad, adres))]);
  if (gehaald.some((antwoord) => !isVanDezeUitgave(antwoord))) throw new Error("Not everything could be fetched");
  await self.skipWaiting();
}

async function neemOver() {
  const namen = await caches.keys();
  await Promise.all(namen.filter((naam) => naam.startsWith("wijkpeil-") && naam !== VOORRAAD).map((naam) => caches.delete(naam)));
  await self.clients.claim();
}

/** "ververs" fetches every page anew and answers how many came; "vergeet" lets go of what belongs to one interviewer. */
async function luister({ data, ports: [antwoord] }) {
  const voorraad = await caches.open(VOORRAAD);
  if (data === "vergeet") await Promise.all(PAGINAS.map((adres) => voorraad.delete(adres)));
  if (data === "ververs") await Promise.all(PAGINAS.map((adres) => haal(voorraad, adres).catch(() => undefined)));
  antwoord?.postMessage("klaar");
}

async function bestand(request, adres) {
  const bekend = await uitVoorraad(adres.pathname);
  if (bekend) return bekend;
  // A page of an older edition that is still open asks for its files under the old name.
  const zonderUitgave = adres.pathname.split("/").slice(3).join("/");
  return fetch(request).catch(async () => (await uitVoorraad(`/static/${UITGAVE}/${zonderUitgave}`)) ?? Response.error());
}

async function pagina(gebeurtenis, adres) {
  const voorraad = await caches.open(VOORRAAD);
  const vers = haal(voorraad, adres);
  gebeurtenis.waitUntil(vers.catch(() => undefined));
  const bewaard = await voorraad.match(adres);
  if (bewaard && !EERST_HET_NET.includes(adres)) return bewaard;
  const geduldig = bewaard ? Promise.race([vers, na(GEDULD_MS)]) : vers;
  const antwoord = await geduldig.catch(() => undefined);
  return (isVanDezeUitgave(antwoord) && antwoord) || bewaard || antwoord || uitVoorraad(GEEN_VERBINDING);
}

/** Fetch a page or a file, and keep it when it is ours, of this edition, and not a refusal. */
async function haal(voorraad, adres, cache = "no-store") {
  const antwoord = await fetch(adres, { cache, credentials: "same-origin" });
  if (isVanDezeUitgave(antwoord)) await voorraad.put(adres, antwoord.clone());
  return antwoord;
}

function isVanDezeUitgave(antwoord) {
  return Boolean(antwoord?.ok) && !antwoord.redirected && antwoord.headers.get("Wijkpeil-Uitgave") === UITGAVE;
}

async function uitVoorraad(adres) {
  return (await caches.open(VOORRAAD)).match(adres);
}

function na(ms) {
  return new Promise((klaar) => setTimeout(klaar, ms));
}
