// How it stands with what was handed in, in words that follow the outbox.

import { bijVerandering, CONTROLE_NODIG, KLAAR, lees, ONTVANGEN, WORDT_VERZONDEN } from "./uitgaand.js";

const WOORDEN = {
  [KLAAR]: "klaar om te versturen",
  [WORDT_VERZONDEN]: "wordt verzonden",
  [ONTVANGEN]: "ontvangen",
  [CONTROLE_NODIG]: "controle nodig",
};

/** The state in a few words. */
export function staatInWoorden(zending) {
  return WOORDEN[zending.staat];
}

/** Say in this element how it stands with one thing in the outbox, until the page goes away. */
export async function volgZending(id, plek) {
  const zeg = async () => {
    const zending = await lees(id);
    if (zending) vertel(zending, plek);
  };
  bijVerandering(zeg);
  await zeg();
}

function vertel(zending, plek) {
  plek.className = zending.staat === ONTVANGEN ? "melding goed" : zending.staat === CONTROLE_NODIG ? "melding let-op" : "melding";
  plek.dataset.staat = zending.staat;
  const wat = zending.soort === "reactie" ? "Uw antwoord" : "Het interview";
  if (zending.staat === ONTVANGEN && zending.soort === "reactie") {
    plek.replaceChildren("Ontvangen. De coördinator kijkt weer naar dit interview.");
  } else if (zending.staat === ONTVANGEN) {
    const nummer = Object.assign(document.createElement("strong"), { id: "ontvangstnummer", textContent: zending.nummer });
    plek.replaceChildren("Ontvangen. Ontvangstnummer: ", nummer);
  } else if (zending.staat === CONTROLE_NODIG) {
    plek.replaceChildren(`Controle nodig: ${zending.reden} ${wat} staat nog op deze telefoon.`);
  } else {
    const waarom = zending.reden ? ` ${zending.reden}` : "";
    plek.replaceChildren(`${wat} staat veilig op deze telefoon en ${WOORDEN[zending.staat] === "wordt verzonden" ? "wordt nu verzonden" : "wordt vanzelf verstuurd"}.${waarom}`);
  }
}
