// After a restore the server may not know an interviewer any more, who then gets a new account. The work of the old one
// is still on this phone, out of sight: it becomes the work of who uses the phone now.

import { transactie } from "./opslag.js";

const WINKELS = ["concepten", "uitgaand"];
const HOOGSTENS = 100;

/** Of whom there is work on this phone, besides this interviewer. */
export async function anderenDan(interviewer) {
  const alles = await Promise.all(WINKELS.map((naam) => transactie([naam], "readonly", (winkel) => winkel.getAll())));
  const wie = new Set(alles.flat().map((werk) => werk.interviewer));
  wie.delete(interviewer);
  return [...wie].slice(0, HOOGSTENS);
}

/** Make the work of these that of this interviewer: all of it, or nothing. */
export function neemOver(verdwenen, interviewer) {
  return transactie(WINKELS, "readwrite", (...winkels) => {
    const verzoeken = winkels.map((winkel) => winkel.openCursor());
    for (const verzoek of verzoeken) verzoek.onsuccess = () => zetOver(verzoek.result, verdwenen, interviewer);
    return verzoeken[0];
  });
}

function zetOver(plek, verdwenen, interviewer) {
  if (!plek) return;
  if (verdwenen.includes(plek.value.interviewer)) plek.update({ ...plek.value, interviewer });
  plek.continue();
}
