// The questions of the coordinator as a list, above everything else: somebody waits for the answer.

import { bijNieuws, openNavragen } from "./navragen.js";
import { interviewer } from "./telefoon.js";
import { bijVerandering, CONTROLE_NODIG } from "./uitgaand.js";

const deel = document.getElementById("navragen");

async function toon() {
  const navragen = await openNavragen(interviewer);
  deel.hidden = !navragen.length;
  deel.querySelector("h2").textContent = navragen.length === 1 ? "De coördinator heeft een vraag" : `De coördinator heeft ${navragen.length} vragen`;
  deel.querySelector("ul").replaceChildren(...navragen.map(rij));
}

function rij(navraag) {
  const { id, zending, titel, straat, datum, soort, vragenlijstVersie, van, tekst } = navraag;
  const regel = document.createElement("li");
  const inhoud = document.createElement(zending ? "div" : "a");
  if (zending) inhoud.className = "zending";
  else inhoud.href = `/telefoon/interview/${soort}-v${vragenlijstVersie}?navraag=${id}`;
  inhoud.append(
    stuk("strong", `${titel}, ${straat}, ${dag(datum)}`),
    stuk("span", `${van}: “${tekst}”`, "navraag"),
    stuk("span", staat(navraag), "zacht"),
  );
  regel.append(inhoud);
  return regel;
}

function staat({ concept, zending }) {
  if (zending?.staat === CONTROLE_NODIG) return "Uw antwoord kon niet worden verstuurd. Kijk bij “Verstuurd”.";
  if (zending) return "Uw antwoord staat op deze telefoon. Het wordt vanzelf verstuurd.";
  return concept ? "Uw antwoord is nog niet af. Tik om verder te gaan." : "Tik om te antwoorden.";
}

function dag(datum) {
  return new Date(`${datum}T12:00:00`).toLocaleDateString("nl-NL", { day: "numeric", month: "long" });
}

function stuk(soort, tekst, klasse = "") {
  return Object.assign(document.createElement(soort), { textContent: tekst, className: klasse });
}

bijNieuws(toon);
bijVerandering(toon);
toon();
