// The steps of an interview: which screens there are, where one is by the address, and how far that is.

import { gesteld } from "./antwoorden.js";

/** The screens of this interview in their order, by the answers that were given so far. */
export function stappen(concept, vragen) {
  const eerst = concept.navraag ? [] : ["waar"];
  return [...eerst, ...teBeantwoorden(concept, vragen).map((vraag) => vraag.dataset.vraag), "controle"];
}

/** The questions that are asked; with a question of the coordinator not whether somebody takes part: that stands. */
export function teBeantwoorden(concept, vragen) {
  return gesteld(vragen, concept.antwoorden).filter((vraag) => !concept.navraag || !("eindigtTenzij" in vraag.dataset));
}

/** Which interview and which screen the address says. */
export function stapInAdres(concept) {
  const [id, stap] = location.hash.slice(1).split("/");
  return [id, stap || beginstap(concept)];
}

export function beginstap(concept) {
  return concept?.navraag ? "controle" : "waar";
}

export function adres(concept, stap) {
  return `${location.pathname}${location.search}#${concept.id}/${stap}`;
}

/** How far the interview is, above the question. */
export function toonVoortgang(concept, alle, stap) {
  const nummer = alle.indexOf(stap);
  document.getElementById("voortgang").hidden = stap === "klaar" || Boolean(concept.navraag);
  document.getElementById("voortgang-tekst").textContent = stap === "controle" ? "Controle" : `Stap ${nummer + 1} van ${alle.length}`;
  document.querySelector("#voortgang progress").value = nummer / (alle.length - 1);
}
