// The interview as it travels: what was asked and answered, and what goes with it.

import { gesteld } from "./antwoorden.js";
import { klokverschil } from "./contact.js";
import { trekIntrekcode } from "./intrekbriefje.js";
import { reactieBericht } from "./reactie.js";

const DAG_S = 24 * 3600;

/** The message of an interview, or of the reply to a question about one. What was skipped afterwards stays behind. */
export async function berichtVan(concept, vragen) {
  const teSturen = gesteld(vragen, concept.antwoorden).map((vraag) => vraag.dataset.vraag);
  const antwoorden = Object.fromEntries(Object.entries(concept.antwoorden).filter(([sleutel]) => teSturen.includes(sleutel)));
  return concept.navraag ? reactieBericht(concept, antwoorden) : interviewBericht(concept, antwoorden);
}

async function interviewBericht(concept, antwoorden) {
  const { soort, vragenlijstVersie, meetronde, straatId, portiekId, taal, toestemmingTaal } = concept;
  // What was measured or told of the clock that it began by; it may have been set right since.
  const verschil = concept.klokverschil ?? (await klokverschil().catch(() => undefined));
  const gemeten = verschil === undefined ? {} : { klokverschil: verschil };
  // Sent anew after an improvement it keeps its code: the respondent has the note.
  const inTeTrekken = antwoorden.toestemming === "ja" ? { intrekcode: concept.intrekcode ?? trekIntrekcode() } : {};
  return {
    soort, vragenlijstVersie, meetronde, straatId, portiekId, taal, toestemmingTaal, ...momentenVan(concept), ...gemeten, ...inTeTrekken,
    antwoorden,
  };
}

/** The moments, all by the clock that it began by: of one that lay more than a day off, a later moment is of another. */
function momentenVan({ begonnenOp, afgerondOp, toestemmingOp, klokverschil: verschil = 0 }) {
  const begin = Date.parse(begonnenOp);
  const isVanEenAndereKlok = (moment) => Math.abs(verschil) > DAG_S && Math.abs(Date.parse(moment) - begin) > DAG_S * 1000;
  const [klaar, gezegd] = [afgerondOp, toestemmingOp].map((moment) => (isVanEenAndereKlok(moment) ? begonnenOp : moment));
  return { begonnenOp, afgerondOp: klaar, toestemmingOp: gezegd };
}
