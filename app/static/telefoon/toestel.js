// Whether this phone is ready for a day in the street, the way out for what cannot be sent, practising, logging out.

import { alleVan as alleConcepten } from "./concepten.js";
import { klokverschil, klokWaarschuwing } from "./contact.js";
import { vergeetNavragen } from "./navragen.js";
import * as oefenen from "./oefenen.js";
import { leesGegeven } from "./opslag.js";
import { hoeveel, interviewer } from "./telefoon.js";
import { alleVan, bijVerandering, nietOntvangen } from "./uitgaand.js";
import { vergeetPaginas, watOntbreekt } from "./voorraad.js";

const WACHTTIJD_MS = 10_000;
const OPNIEUW_MS = 3000;
const pagina = document.getElementById("toestel");
const keuring = document.getElementById("keuring");

async function begin() {
  document.documentElement.classList.add("heeft-script");
  document.getElementById("bewaar-bestand").addEventListener("click", bewaarBestand);
  document.getElementById("uitweg").hidden = oefenen.isOefenen(); // a practice must not end up among the real ones
  document.getElementById("begin-oefenen").addEventListener("click", () => {
    oefenen.begin();
    location.assign("/telefoon");
  });
  document.getElementById("uitloggen").addEventListener("submit", logUit);
  await navigator.storage?.persist?.();
  bijVerandering(keur);
  await keur();
  // The rest of the pages comes in, and the first contact is made, while somebody looks.
  setInterval(() => keuring.querySelector(".keuring-let-op") && keur(), OPNIEUW_MS);
}

/** Look at everything, and show what changed: the rest would be read aloud anew. */
async function keur() {
  const regels = await Promise.all([opslag(), voorraad(), klok(), contact(), onverstuurd()]);
  for (const [plaats, nieuw] of regels.entries()) {
    const vorig = keuring.children[plaats];
    if (!vorig) keuring.append(nieuw);
    else if (vorig.textContent !== nieuw.textContent) vorig.replaceWith(nieuw);
  }
}

async function opslag() {
  const blijft = await navigator.storage?.persisted?.();
  if (blijft) return regel("Opslag", true, "De telefoon bewaart uw interviews.");
  return regel("Opslag", false, "De telefoon mag uw interviews opruimen als hij vol raakt. Zet Wijkpeil op uw beginscherm en verstuur vaak.");
}

async function voorraad() {
  const ontbreekt = await watOntbreekt(pagina.dataset.adressen.split(" "));
  if (ontbreekt === undefined) return regel("Werkt zonder internet", false, "Nee. Open deze pagina met internet, op een adres dat met https begint.");
  if (ontbreekt.length) return regel("Werkt zonder internet", false, "Nog niet alles staat op de telefoon. Houd deze pagina even open met internet.");
  return regel("Werkt zonder internet", true, "Ja. Alle pagina’s en vragenlijsten staan op de telefoon.");
}

async function klok() {
  const verschil = await klokverschil();
  if (verschil === undefined) return regel("Klok", false, "Nog niet vergeleken. Dat gebeurt zodra er internet is.");
  const waarschuwing = klokWaarschuwing(verschil);
  const seconden = Math.abs(verschil);
  const gelijk = seconden < 2 ? "De klok loopt gelijk." : `De klok is goed genoeg: ${seconden} seconden verschil.`;
  return regel("Klok", !waarschuwing, waarschuwing || gelijk);
}

async function contact() {
  const laatste = await leesGegeven("contact");
  if (laatste?.interviewer !== interviewer) return regel("Laatste contact", false, "Nog geen contact met Wijkpeil.");
  const moment = new Date(laatste.op).toLocaleString("nl-NL", { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  return regel("Laatste contact", true, `${moment}.`);
}

async function onverstuurd() {
  const wacht = nietOntvangen(await alleVan(interviewer));
  return regel("Nog niet verstuurd", !wacht.length, wacht.length ? `${hoeveel(wacht)}.` : "Niets. Alles is verstuurd.");
}

function regel(wat, isGoed, tekst) {
  const [doos, term, waarde, oordeel] = ["div", "dt", "dd", "strong"].map((soort) => document.createElement(soort));
  term.textContent = wat;
  oordeel.textContent = isGoed ? "✓ Goed. " : "! Let op. ";
  oordeel.className = isGoed ? "keuring-goed" : "keuring-let-op";
  waarde.append(oordeel, tekst);
  doos.append(term, waarde);
  return doos;
}

async function bewaarBestand() {
  const wacht = nietOntvangen(await alleVan(interviewer)).filter((zending) => !zending.ingetrokken);
  const melding = document.getElementById("bestand-bewaard");
  melding.hidden = false;
  if (!wacht.length) {
    melding.textContent = "Er is niets te bewaren: alles is verstuurd.";
    return;
  }
  const gemaaktOp = new Date().toISOString();
  const records = (soort) => wacht.filter((zending) => zending.soort === soort).map(({ id, interviewId, zegel, bericht }) => ({ id, interviewId, ...(zegel ? { zegel, straatId: bericht.straatId } : bericht) }));
  const inhoud = {
    soort: "wijkpeil-telefoon", versie: 2, interviewer, gemaaktOp,
    interviews: records("interview"), contactpogingen: records("contactpoging"), reacties: records("reactie"),
  };
  const adres = URL.createObjectURL(new Blob([JSON.stringify(inhoud, null, 1)], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href: adres, download: `wijkpeil-${gemaaktOp.slice(0, 16).replace(/\D/g, "")}.json` }).click();
  melding.textContent = `Bewaard: ${hoeveel(wacht)}. Geef het bestand aan de coördinator. Alles blijft ook op deze telefoon staan.`;
}

async function logUit(gebeurtenis) {
  gebeurtenis.preventDefault();
  const melding = document.getElementById("uitloggen-melding");
  const blijft = [hoeveel(nietOntvangen(await alleVan(interviewer))), nietAf(await alleConcepten(interviewer))].filter(Boolean);
  if (blijft.length && !confirm(`Er staan nog ${blijft.join(" en ")} op deze telefoon. Die ziet u pas weer als u opnieuw inlogt. Toch uitloggen?`)) return;
  // The server first: without it the kept pages would go, and the one who is logged out could not be sent on.
  const isBijOns = await fetch(gebeurtenis.target.action, { method: "POST", signal: AbortSignal.timeout(WACHTTIJD_MS) })
    .then((antwoord) => antwoord.headers.has("Wijkpeil-Uitgave"))
    .catch(() => false);
  if (!isBijOns) {
    melding.textContent = "Uitloggen kan alleen met internet. Er is niets veranderd.";
    melding.hidden = false;
    return;
  }
  await vergeetNavragen();
  await vergeetPaginas();
  location.assign("/telefoon/uitgelogd");
}

function nietAf(concepten) {
  if (!concepten.length) return "";
  return concepten.length === 1 ? "1 interview dat niet af is" : `${concepten.length} interviews die niet af zijn`;
}

begin();
