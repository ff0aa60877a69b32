// What every page of the phone does: keep itself on the phone, send what is ready, and say how things stand.

import { klokverschil, klokWaarschuwing } from "./contact.js";
import * as oefenen from "./oefenen.js";
import { vergeetOefening } from "./opslag.js";
import { alleVan, bijVerandering, CONTROLE_NODIG, nietOntvangen, teVersturen } from "./uitgaand.js";
import { blijfVersturen, verstuurNu } from "./verzenden.js";
import { registreer, ververs } from "./voorraad.js";

export const interviewer = document.querySelector("meta[name=interviewer]").content;

const stand = document.getElementById("stand");

async function begin() {
  toonOefenbalk();
  registreer().then(ververs);
  bijVerandering(toonStand);
  document.getElementById("verstuur-nu")?.addEventListener("click", () => verstuurNu(interviewer));
  await toonStand();
  await blijfVersturen(interviewer);
  await toonStand(); // by now the clock was compared
}

async function toonStand() {
  if (!stand) return;
  const zendingen = await alleVan(interviewer);
  const wacht = teVersturen(zendingen);
  const nodig = zendingen.filter((zending) => zending.staat === CONTROLE_NODIG);
  zeg("stand-wacht", wacht.length ? `Nog te versturen: ${hoeveel(wacht)}. ${wacht[0].reden ?? ""}` : "");
  zeg("stand-nodig", nodig.length ? `Controle nodig: ${hoeveel(nodig)}.` : "");
  zeg("stand-klok", klokWaarschuwing(await klokverschil()));
  stand.hidden = !stand.querySelector("p:not([hidden])");
}

function zeg(plek, tekst) {
  const element = document.getElementById(plek);
  element.textContent = tekst;
  element.parentElement.hidden = !tekst;
}

const WOORDEN = { interview: ["interview", "interviews"], contactpoging: ["deur", "deuren"], reactie: ["antwoord", "antwoorden"] };

/** So many interviews, doors and answers to a question, in words. */
export function hoeveel(zendingen) {
  const aantallen = Object.entries(WOORDEN).map(([soort, woorden]) => [zendingen.filter((zending) => zending.soort === soort).length, ...woorden]);
  return aantallen.filter(([aantal]) => aantal).map(([aantal, een, meer]) => `${aantal} ${aantal === 1 ? een : meer}`).join(" en ");
}

function toonOefenbalk() {
  if (!oefenen.isOefenen()) return;
  document.documentElement.classList.add("oefent");
  const balk = document.getElementById("oefenbalk");
  balk.hidden = false;
  const zonder = document.getElementById("zonder-netwerk");
  zonder.checked = oefenen.zonderNetwerk();
  zonder.addEventListener("change", () => {
    oefenen.doeAlsofZonderNetwerk(zonder.checked);
    verstuurNu(interviewer);
  });
  document.getElementById("stop-oefenen").addEventListener("click", async () => {
    await vergeetOefening();
    oefenen.stop();
    location.assign("/telefoon");
  });
}

begin();
