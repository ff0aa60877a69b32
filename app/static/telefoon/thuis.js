// The first page: interviews that are still on this phone, to go on with, to hand in or to throw away.

import { alleVan, verwijder } from "./concepten.js";

const thuis = document.getElementById("thuis");
const deel = document.getElementById("concepten");

async function toon() {
  const concepten = deel ? await alleVan(thuis.dataset.interviewer) : [];
  if (!deel) return;
  deel.hidden = !concepten.length;
  deel.querySelector("ul").replaceChildren(...concepten.map(rij));
}

function rij(concept) {
  const link = document.createElement("a");
  link.href = `/telefoon/interview/${concept.soort}#${concept.id}/${concept.stap}`;
  link.append(concept.titel, klein(`${concept.straat || "Nog geen straat"}, ${stand(concept)}`));
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

function stand(concept) {
  if (concept.afgerondOp) return "klaar om te versturen";
  const moment = new Date(concept.begonnenOp);
  return `begonnen op ${moment.toLocaleDateString("nl-NL", { day: "numeric", month: "long" })} om ${moment.toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" })}`;
}

async function weggooien(concept) {
  if (!confirm("Dit interview is nog niet verstuurd. Weggooien? Het kan daarna niet meer terug.")) return;
  await verwijder(concept.id);
  await toon();
}

toon();
