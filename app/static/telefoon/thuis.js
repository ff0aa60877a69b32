// The first page: where am I, what is still needed there, and what is not finished yet.

import { alleVan, verwijder } from "./concepten.js";
import { bijNieuws, openNavragen } from "./navragen.js";
import { interviewer } from "./telefoon.js";
import { alleVan as alleZendingen, bijVerandering } from "./uitgaand.js";
import { telErbij } from "./nogNodig.js";

const deel = document.getElementById("concepten");

async function toon() {
  kiesStraat(new URLSearchParams(location.search).get("straat"));
  telErbij(await alleZendingen(interviewer));
  if (!deel) return;
  // The draft of an answer stands with its question; when that is no longer asked, it must not be out of sight.
  const gevraagd = (await openNavragen(interviewer)).map(({ id }) => id);
  const concepten = (await alleVan(interviewer)).filter(({ navraag }) => !gevraagd.includes(navraag?.id));
  deel.hidden = !concepten.length;
  deel.querySelector("ul").replaceChildren(...concepten.map(rij));
}

/** The page that is kept on the phone knows no straat; the address does. */
function kiesStraat(straat) {
  const link = straat && document.querySelector(`#straten [data-straat="${CSS.escape(straat)}"] a`);
  if (!link) return;
  document.querySelectorAll("#straten [aria-current]").forEach((ander) => ander.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
  document.querySelector("#nieuw h2").textContent = `Nieuw interview: ${link.querySelector(".naam").textContent}`;
  document.getElementById("andere-straat").hidden = false;
  for (const knop of document.querySelectorAll("#nieuw [data-in-straat]")) {
    knop.href = `${knop.getAttribute("href").split("?")[0]}?straat=${straat}`;
  }
}

function rij(concept) {
  const link = document.createElement("a");
  link.href = `/telefoon/interview/${concept.soort}-v${concept.vragenlijstVersie}#${concept.id}/${concept.stap}`;
  link.append(concept.navraag ? `Antwoord op een vraag over een ${concept.titel.toLowerCase()}` : concept.titel, klein(`${concept.straat || "Nog geen straat"}, begonnen op ${moment(concept.begonnenOp)}`));
  const knop = document.createElement("button");
  knop.type = "button";
  knop.className = "stil";
  knop.textContent = "Weggooien";
  knop.setAttribute("aria-label", `${concept.titel} in ${concept.straat || "nog geen straat"} weggooien`);
  knop.addEventListener("click", () => weggooien(concept));
  const regel = document.createElement("li");
  regel.append(link, knop);
  return regel;
}

function klein(tekst) {
  const deel = document.createElement("span");
  deel.className = "zacht";
  deel.textContent = tekst;
  return deel;
}

function moment(tekst) {
  const dag = new Date(tekst);
  return `${dag.toLocaleDateString("nl-NL", { day: "numeric", month: "long" })} om ${dag.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" })}`;
}

async function weggooien(concept) {
  if (!confirm("Dit is nog niet verstuurd. Weggooien? Het kan daarna niet meer terug.")) return;
  await verwijder(concept.id);
  await toon();
}

bijNieuws(toon);
bijVerandering(toon);
toon();
