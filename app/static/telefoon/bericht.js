// The interview as it travels: what was asked and answered, and what goes with it.

import { gesteld } from "./antwoorden.js";
import { klokverschil } from "./contact.js";
import { trekIntrekcode } from "./intrekbriefje.js";
import { reactieBericht } from "./reactie.js";

/** The message of an interview, or of the reply to a question about one. What was skipped afterwards stays behind. */
export async function berichtVan(concept, vragen) {
  const teSturen = gesteld(vragen, concept.antwoorden).map((vraag) => vraag.dataset.vraag);
  const antwoorden = Object.fromEntries(Object.entries(concept.antwoorden).filter(([sleutel]) => teSturen.includes(sleutel)));
  return concept.navraag ? reactieBericht(concept, antwoorden) : interviewBericht(concept, antwoorden);
}

async function interviewBericht(concept, antwoorden) {
  const { soort, vragenlijstVersie, meetronde, straatId, portiekId, begonnenOp, afgerondOp, taal, toestemmingOp, toestemmingTaal } = concept;
  const verschil = await klokverschil().catch(() => undefined);
  const gemeten = verschil === undefined ? {} : { klokverschil: verschil };
  // Sent anew after an improvement it keeps its code: the respondent has the note.
  const inTeTrekken = antwoorden.toestemming === "ja" ? { intrekcode: concept.intrekcode ?? trekIntrekcode() } : {};
  return {
    soort, vragenlijstVersie, meetronde, straatId, portiekId, begonnenOp, afgerondOp, taal, toestemmingOp, toestemmingTaal,
    ...gemeten, ...inTeTrekken, antwoorden,
  };
}
