// The toonkaart beside the form: the language of this interview, and the button that hands the phone to the respondent.

import { kiesTaal } from "./taalkeuze.js";
import { leesVraag, tekstenVan, toonKaart } from "./toonkaart.js";

const TALEN = "/telefoon/toonkaarten";
const knop = document.getElementById("toonkaart-knop");

let kaart;
let bijTik;

/** Offer the languages; `kies` hears the one that is chosen. What cannot be fetched is not offered. */
export async function biedTalenAan(gekozen, kies) {
  const talen = await haal(TALEN);
  if (!talen) return;
  const keuze = kiesTaal({ talen, gekozen, kies: (taal) => kies(taal) });
  document.getElementById("taalkeuze").replaceChildren(keuze);
  knop.addEventListener("click", () => bijTik());
}

/** Have the cards of this language at hand. */
export async function haalKaart(taal) {
  kaart = await haal(`${TALEN}/${taal}`);
}

/** Offer the card of this question, if it has one; `kies` hears each answer that is tapped on it. */
export function biedKaartAan(vragenlijst, deel, gekozen, kies) {
  const vraag = leesVraag(deel);
  knop.hidden = !kaart || !tekstenVan(kaart, vragenlijst, vraag);
  bijTik = () => toonKaart({ kaart, vragenlijst, vraag, gekozen: gekozen(), kies, sluit: () => knop.focus() });
}

async function haal(adres) {
  const antwoord = await fetch(adres).catch(() => undefined);
  return antwoord?.ok ? antwoord.json().catch(() => undefined) : undefined;
}
