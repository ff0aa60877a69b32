// Answering a question of the coordinator: the form of the interview, filled with what was said then, and words with it.
// What is sent is what changed, each answer with what it was: nothing is overwritten that this phone did not show.

import { alleVan, nieuwId } from "./concepten.js";
import { leesNavraag } from "./navragen.js";

const plek = document.getElementById("navraag");
const woorden = document.getElementById("reactie");

/** Whether the address is that of an answer to a question. */
export function isNavraag() {
  return Boolean(inAdres());
}

/** The draft of that answer: the one that was begun, or a new one; undefined when it was finished, or is asked no more. */
export async function conceptVoorNavraag(interviewer) {
  if (!isNavraag()) return undefined;
  const navraag = await leesNavraag(inAdres(), interviewer);
  const begonnen = (await alleVan(interviewer)).find((concept) => concept.navraag?.id === inAdres());
  if (begonnen) return bijgewerkt(begonnen, navraag);
  return navraag && !navraag.zending ? nieuweReactie(navraag, interviewer) : undefined;
}

/** The draft on the answers as the coordinator left them since it was begun: what the interviewer changed stays changed. */
export function bijgewerkt(concept, navraag) {
  if (!navraag) return concept;
  const antwoorden = { ...navraag.antwoorden };
  for (const [sleutel, { wordt }] of Object.entries(wijzigingen(concept.navraag.antwoorden, concept.antwoorden))) {
    if (wordt === null) delete antwoorden[sleutel];
    else antwoorden[sleutel] = wordt;
  }
  return { ...concept, antwoorden, navraag: { ...concept.navraag, antwoorden: navraag.antwoorden } };
}

/** Show what is asked above the answers, and the words that were written so far. */
export function toonNavraag({ navraag, woorden: geschreven }) {
  plek.hidden = false;
  document.querySelector("#controle h2").textContent = "Vraag over dit interview";
  plek.querySelector("strong").textContent = `${navraag.van} vraagt:`;
  plek.querySelector(".navraag").textContent = navraag.tekst;
  woorden.value = geschreven ?? "";
}

/** What to say before it can be sent; empty when it can. */
export function bezwaarTegenReactie({ tekst, wijzigingen: anders }) {
  return tekst || Object.keys(anders).length ? "" : "Schrijf een antwoord op, of verander wat er niet klopt.";
}

/** The answer as it travels, of these answers the ones that changed. */
export function reactieBericht({ navraag, woorden: tekst = "" }, antwoorden) {
  return { navraag: navraag.id, tekst: tekst.trim(), wijzigingen: wijzigingen(navraag.antwoorden, antwoorden) };
}

function inAdres() {
  return new URLSearchParams(location.search).get("navraag");
}

function nieuweReactie(navraag, interviewer) {
  const { soort, titel, vragenlijstVersie, meetronde, straatId, straat, taal, antwoorden } = navraag;
  return {
    id: nieuwId(), interviewer, soort, titel, vragenlijstVersie, meetronde, straatId, straat, taal, portiekId: null,
    begonnenOp: new Date().toISOString(), afgerondOp: null, stap: "controle", antwoorden: { ...antwoorden }, woorden: "",
    navraag: { id: navraag.id, interviewId: navraag.interviewId, tekst: navraag.tekst, van: navraag.van, antwoorden },
  };
}

function wijzigingen(was, wordt) {
  const anders = [...new Set([...Object.keys(was), ...Object.keys(wordt)])].filter((sleutel) => !isGelijk(was[sleutel], wordt[sleutel]));
  return Object.fromEntries(anders.map((sleutel) => [sleutel, { was: was[sleutel] ?? null, wordt: wordt[sleutel] ?? null }]));
}

/** Several options are the same in whatever order they were tapped. */
function isGelijk(een, ander) {
  const opVolgorde = (antwoord) => JSON.stringify(Array.isArray(antwoord) ? [...antwoord].sort() : (antwoord ?? null));
  return opVolgorde(een) === opVolgorde(ander);
}
