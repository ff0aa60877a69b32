// The last screen before saving: every answer in words, each with a way back to its question, and what the server had
// against it the last time.

import { gesteld, inWoorden } from "./antwoorden.js";
import { isMoment } from "./wanneer.js";

const KLOK_VERKEERD = "De klok van de telefoon stond verkeerd. Vul hieronder in wanneer dit gesprek was.";

const lijst = document.querySelector("#controle dl");
const uitkomst = document.getElementById("uitkomst");

/** Show what was answered, question by question, and where, if that can be changed; `gaNaar` hears where to go back to. */
export function toonAntwoorden(vragen, antwoorden, plaats, gaNaar) {
  const regels = gesteld(vragen, antwoorden).map((vraag) => {
    const naam = "eindigtTenzij" in vraag.dataset ? "Toestemming" : vraag.querySelector("legend").firstChild.textContent.trim();
    return regel(naam, inWoorden(vraag, antwoorden[vraag.dataset.vraag]), () => gaNaar(vraag.dataset.vraag));
  });
  const waar = plaats ? [regel("Waar", plaats, () => gaNaar("waar"))] : [];
  lijst.replaceChildren(...waar, ...regels);
}

/** Show what the server had against it above the answers, each with a link to its question. Of its moments one speaks for all. */
export function toonFouten(vragen, fouten, gaNaar) {
  const eerste = fouten.find(({ veld }) => isMoment(veld));
  const punten = fouten.filter((fout) => fout === eerste || !isMoment(fout.veld)).map(({ veld, melding }) => {
    const vraag = vragen.find((deel) => `antwoorden.${deel.dataset.vraag}` === veld);
    const punt = document.createElement("li");
    punt.append(vraag ? naarVraag(vraag, gaNaar) : "", ` ${isMoment(veld) ? KLOK_VERKEERD : melding}`);
    return punt;
  });
  const opsomming = document.createElement("ul");
  opsomming.append(...punten);
  uitkomst.replaceChildren("Wijkpeil kon dit interview niet aannemen. Verbeter dit en sla het opnieuw op.", opsomming);
  uitkomst.hidden = !fouten.length;
}

export function zegBijControle(tekst) {
  uitkomst.replaceChildren(tekst);
  uitkomst.hidden = false;
  uitkomst.scrollIntoView({ block: "nearest" });
}

function regel(vraag, antwoord, ga) {
  const [doos, term, waarde, knop] = ["div", "dt", "dd", "button"].map((soort) => document.createElement(soort));
  term.textContent = vraag;
  knop.type = "button";
  knop.textContent = antwoord;
  knop.setAttribute("aria-label", `${antwoord}. Veranderen`);
  knop.addEventListener("click", ga);
  waarde.append(knop);
  doos.append(term, waarde);
  return doos;
}

function naarVraag(vraag, gaNaar) {
  const link = document.createElement("a");
  link.href = `#vraag-${vraag.dataset.vraag}`;
  link.textContent = vraag.querySelector("legend").textContent;
  link.addEventListener("click", (gebeurtenis) => {
    gebeurtenis.preventDefault();
    gaNaar(vraag.dataset.vraag);
  });
  return link;
}
