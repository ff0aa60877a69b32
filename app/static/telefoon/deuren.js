// The door list: one tap for a door that did not become an interview, and undo for the last tap.

import { nieuwId } from "./concepten.js";
import { klokverschil } from "./contact.js";
import { beperkPortieken } from "./plaats.js";
import { interviewer } from "./telefoon.js";
import { alleVan, bijVerandering, trekIn, voegToe } from "./uitgaand.js";
import { verstuurNu } from "./verzenden.js";

const formulier = document.getElementById("deur");
const lijst = document.getElementById("laatste-deuren");
const gezegd = document.getElementById("deur-gezegd");
const LAATST = "wijkpeil-laatste-straat";

function begin() {
  document.documentElement.classList.add("heeft-script");
  const gekozen = new URLSearchParams(location.search).get("straat") ?? sessionStorage.getItem(LAATST);
  if (gekozen) formulier.straatId.value = gekozen;
  formulier.straatId.addEventListener("change", () => beperkPortieken(formulier));
  formulier.addEventListener("submit", tik);
  beperkPortieken(formulier);
  bijVerandering(toon);
  toon();
}

async function tik(gebeurtenis) {
  gebeurtenis.preventDefault();
  const { value: uitkomst, textContent } = gebeurtenis.submitter;
  const straatId = formulier.straatId.value;
  if (!straatId) {
    zeg("Kies eerst de straat waar u bent.");
    return formulier.straatId.focus();
  }
  sessionStorage.setItem(LAATST, straatId);
  const voorsprong = 1000 * ((await klokverschil().catch(() => undefined)) ?? 0);
  const bericht = {
    meetronde: formulier.meetronde.value, straatId, portiekId: formulier.portiekId.value || null, uitkomst,
    moment: new Date(Date.now() - voorsprong).toISOString(),
  };
  try {
    await voegToe({ id: nieuwId(), interviewer, soort: "contactpoging", titel: textContent.trim(), straat: naamVan(formulier.straatId), bericht });
  } catch {
    return zeg("Deze telefoon kan dit niet bewaren. Maak ruimte vrij op de telefoon en tik nog een keer.");
  }
  await toon(); // before it is said, so that undoing undoes this one
  zeg(`Genoteerd: ${textContent.trim()}, ${naamVan(formulier.straatId)}.`);
  return verstuurNu(interviewer);
}

async function toon() {
  const deuren = (await alleVan(interviewer)).filter(({ soort, ingetrokken }) => soort === "contactpoging" && !ingetrokken);
  const laatste = deuren.slice(-5).reverse();
  lijst.replaceChildren(...laatste.map((deur, plaats) => rij(deur, plaats === 0)));
  lijst.parentElement.hidden = !laatste.length;
}

function rij(deur, isLaatste) {
  const [punt, wat] = ["li", "span"].map((soort) => document.createElement(soort));
  const hoeLaat = new Date(deur.klaarOp).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
  wat.textContent = `${deur.titel}, ${deur.straat}, ${hoeLaat}`;
  punt.append(wat);
  if (isLaatste) punt.append(ongedaan(deur));
  return punt;
}

function ongedaan(deur) {
  const knop = Object.assign(document.createElement("button"), { type: "button", textContent: "Ongedaan maken" });
  knop.addEventListener("click", async () => {
    await trekIn(deur.id);
    await toon();
    zeg(`Weggehaald: ${deur.titel}, ${deur.straat}.`);
    await verstuurNu(interviewer);
  });
  return knop;
}

function naamVan(keuze) {
  return keuze.selectedOptions[0].text;
}

function zeg(tekst) {
  gezegd.textContent = tekst;
}

begin();
