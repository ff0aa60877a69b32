// The outbox as a list: what is on its way, what needs a look, and what was received from this phone.

import { interviewer } from "./telefoon.js";
import { alleVan, bijVerandering, CONTROLE_NODIG, haalTerug, KLAAR, ONTVANGEN, verwijder, wijzig } from "./uitgaand.js";
import { verstuurNu } from "./verzenden.js";
import { staatInWoorden } from "./zendstaat.js";

const HOOGSTENS = 50;

const deel = document.getElementById("uitgaand");
const lijst = deel.querySelector("ul");
const meer = document.getElementById("uitgaand-meer");

async function toon() {
  const zendingen = (await alleVan(interviewer)).filter(({ soort, staat }) => soort !== "contactpoging" || staat === CONTROLE_NODIG);
  const opVolgorde = zendingen.sort((een, ander) => rang(een) - rang(ander) || ander.klaarOp.localeCompare(een.klaarOp));
  deel.hidden = !zendingen.length;
  lijst.replaceChildren(...opVolgorde.slice(0, HOOGSTENS).map(rij));
  meer.textContent = zendingen.length > HOOGSTENS ? `En nog ${zendingen.length - HOOGSTENS} andere.` : "";
}

function rang({ staat }) {
  return [CONTROLE_NODIG, KLAAR, undefined, ONTVANGEN].indexOf(staat === ONTVANGEN || staat === CONTROLE_NODIG ? staat : KLAAR);
}

function rij(zending) {
  const [punt, naam, staat] = ["li", "div", "span"].map((soort) => document.createElement(soort));
  punt.dataset.staat = zending.staat;
  naam.className = "zending";
  staat.className = `status ${zending.staat}`;
  staat.textContent = staatInWoorden(zending);
  naam.append(tekst("strong", `${zending.titel}, ${zending.straat}`), staat, tekst("span", bijzonderheid(zending), "zacht"));
  punt.append(naam);
  if (zending.staat === CONTROLE_NODIG) naam.append(knoppen(zending));
  return punt;
}

function bijzonderheid(zending) {
  const moment = new Date(zending.ontvangenOp ?? zending.klaarOp);
  const wanneer = moment.toLocaleString("nl-NL", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  if (zending.staat === ONTVANGEN && zending.soort === "reactie") return `Antwoord op een vraag, ${wanneer}`;
  if (zending.staat === ONTVANGEN) return `Ontvangstnummer ${zending.nummer}, ${wanneer}`;
  const fouten = [...new Set(zending.fouten?.map((fout) => fout.melding))].join(" ");
  return `Klaar sinds ${wanneer}. ${zending.reden ?? ""} ${fouten}`.trim();
}

function knoppen(zending) {
  const rijtje = document.createElement("p");
  rijtje.className = "knoppen";
  if (isAanTePassen(zending)) rijtje.append(knop("Aanpassen", () => pasAan(zending)));
  rijtje.append(knop("Verstuur opnieuw", () => opnieuw(zending)));
  // A door is one tap, and an answer can be given again; an interview is never thrown away from here.
  if (zending.soort !== "interview") rijtje.append(knop("Weghalen", () => haalWeg(zending)));
  return rijtje;
}

/** Whether it can be read here: what is sealed only after the server opened it. */
function isAanTePassen({ fouten, bericht, concept }) {
  return Boolean(concept || (fouten?.length && bericht.antwoorden));
}

async function haalWeg({ id, soort }) {
  if (soort === "reactie" && !confirm("Uw antwoord is niet verstuurd. Weghalen? Het kan daarna niet meer terug.")) return;
  await verwijder(id);
}

async function pasAan(zending) {
  await haalTerug(zending);
  const { soort, vragenlijstVersie } = zending.concept ?? zending.bericht;
  location.assign(`/telefoon/interview/${soort}-v${vragenlijstVersie}#${zending.id}/controle`);
}

async function opnieuw(zending) {
  await wijzig(zending.id, { staat: KLAAR, reden: undefined });
  await verstuurNu(interviewer);
}

function tekst(soort, inhoud, klasse = "") {
  return Object.assign(document.createElement(soort), { textContent: inhoud, className: klasse });
}

function knop(opschrift, doe) {
  const element = Object.assign(document.createElement("button"), { type: "button", textContent: opschrift });
  element.addEventListener("click", doe);
  return element;
}

bijVerandering(toon);
toon();
