// The outbox: what is finished and on its way. It knows nothing of pages; it says that something changed, and to whom.
//
// A record goes klaar > wordt_verzonden > ontvangen, or steps aside as controle_nodig. What was said in it is sealed, and
// goes only when the server has it in a backup; then the receipt stays for a while.

import { transactie } from "./opslag.js";
import { verzegel } from "./zegel.js";

export const KLAAR = "klaar";
export const WORDT_VERZONDEN = "wordt_verzonden";
export const ONTVANGEN = "ontvangen";
export const CONTROLE_NODIG = "controle_nodig";

const DAG_MS = 24 * 3600 * 1000;
const BEWIJS_BLIJFT_MS = 30 * DAG_MS;
const ZEGEL_BLIJFT_MS = 180 * DAG_MS;

const SAMEN_MS = 50;

const kanaal = new BroadcastChannel("wijkpeil");
const luisteraars = new Set();
kanaal.onmessage = zegVoort;

let gepland;

/** Call this whenever the outbox changed, here or in another tab. */
export function bijVerandering(luister) {
  luisteraars.add(luister);
}

/**
 * Move a finished concept to the outbox, in one transaction: an interview, or the answer to a question about one. It is
 * sealed before anything is written; what stays readable is where it was and of which kind.
 */
export async function zetKlaar(concept, bericht) {
  const { id, interviewer, titel, straat, navraag } = concept;
  // An answer is sent as what changed; to be improved it is needed whole.
  const heel = navraag ? { concept } : {};
  const eigen = navraag
    ? { soort: "reactie", telt: false, navraag: navraag.id, interviewId: navraag.interviewId }
    : { soort: "interview", telt: bericht.antwoorden.toestemming === "ja" };
  // What cannot be sealed after all is kept in plain rather than not at all.
  const zegel = await verzegel({ id, interviewId: eigen.interviewId, ...heel, ...bericht }).catch(() => undefined);
  const inhoud = zegel ? { zegel, bericht: omslag(bericht) } : { ...heel, bericht };
  const zending = { id, interviewer, titel, straat, ...eigen, ...inhoud, staat: KLAAR, klaarOp: moment() };
  await transactie(["concepten", "uitgaand"], "readwrite", (concepten, uitgaand) => {
    concepten.delete(id);
    return uitgaand.put(zending);
  });
  veranderd();
}

/** What may be read on the outside of a seal: to count with, and to find the form back. */
export function omslag({ soort, vragenlijstVersie, meetronde, straatId }) {
  return { soort, vragenlijstVersie, meetronde, straatId };
}

/** Take what needs a look back to the concepten, to be improved under the same id. */
export async function haalTerug(zending) {
  const { id, interviewer, titel, straat, bericht } = zending;
  const fouten = (zending.fouten ?? []).map((fout) => ({ ...fout, veld: fout.veld.replace("wijzigingen.", "antwoorden.") }));
  const concept = { ...(zending.concept ?? bericht), id, interviewer, titel, straat, stap: "controle", fouten };
  await transactie(["concepten", "uitgaand"], "readwrite", (concepten, uitgaand) => {
    uitgaand.delete(id);
    return concepten.put(concept);
  });
  veranderd();
}

/** Put something else than an interview in the outbox, such as a door. */
export async function voegToe(zending) {
  await transactie(["uitgaand"], "readwrite", (uitgaand) => uitgaand.put({ staat: KLAAR, klaarOp: moment(), ...zending }));
  veranderd();
}

/** Change a record, as it stands now in the database, and answer with it; undefined, and no change, when it is gone. */
export async function wijzig(id, verandering) {
  const zending = await transactie(["uitgaand"], "readwrite", (uitgaand) => {
    const verzoek = uitgaand.get(id);
    verzoek.onsuccess = () => verzoek.result && uitgaand.put(Object.assign(verzoek.result, verandering));
    return verzoek;
  });
  veranderd();
  return zending;
}

export async function verwijder(id) {
  await transactie(["uitgaand"], "readwrite", (uitgaand) => uitgaand.delete(id));
  veranderd();
}

export function lees(id) {
  return transactie(["uitgaand"], "readonly", (uitgaand) => uitgaand.get(id));
}

/** Everything of this interviewer, in the order in which it was finished. */
export async function alleVan(interviewer) {
  const alle = await transactie(["uitgaand"], "readonly", (uitgaand) => uitgaand.getAll());
  return alle
    .filter((zending) => zending.interviewer === interviewer)
    .sort((een, ander) => een.klaarOp.localeCompare(ander.klaarOp));
}

/** What still has to reach the server; something that was under way when the phone stopped is sent again. */
export function teVersturen(zendingen) {
  return zendingen.filter(({ staat, ingetrokken }) => ingetrokken || staat === KLAAR || staat === WORDT_VERZONDEN);
}

/** What the server does not have yet, with a look needed or not. */
export function nietOntvangen(zendingen) {
  return zendingen.filter(({ staat, ingetrokken }) => ingetrokken || staat !== ONTVANGEN);
}

/** What the server received and this phone can still hand in again, the newest first. */
export function nogHier(zendingen) {
  return zendingen.filter((zending) => zending.staat === ONTVANGEN && kanNogEens(zending)).reverse();
}

/** Of a door that an earlier edition sent, only where it was is left. */
function kanNogEens({ zegel, bericht, veilig }) {
  return Boolean(zegel || (bericht.uitkomst && !veilig));
}

/** After contact: what is in a backup may go, and what the server lost is sent again. Pages hear that there was contact. */
export async function verwerkStand({ veilig, ontbreekt }) {
  for (const id of veilig) await wijzig(id, { veilig: true, zegel: undefined });
  for (const id of ontbreekt) await wijzig(id, { staat: KLAAR, nummer: undefined, ontvangenOp: undefined });
  veranderd();
}

/** Have something forgotten: here at once when it never left, else by the server too. */
export async function trekIn(id) {
  await transactie(["uitgaand"], "readwrite", (uitgaand) => {
    const verzoek = uitgaand.get(id);
    verzoek.onsuccess = () => {
      if (verzoek.result?.geprobeerd) uitgaand.put({ ...verzoek.result, ingetrokken: true });
      else uitgaand.delete(id);
    };
    return verzoek;
  });
  veranderd();
}

/**
 * Let go of receipts that nobody will ask for any more, and in the end of seals that no backup ever came for. `nu` is the
 * time at the server: this phone's clock may stand months ahead.
 */
export async function ruimBewijzenOp(interviewer, nu) {
  for (const zending of await alleVan(interviewer)) {
    const blijft = kanNogEens(zending) ? ZEGEL_BLIJFT_MS : BEWIJS_BLIJFT_MS;
    const grens = new Date(nu - blijft).toISOString();
    if (zending.staat === ONTVANGEN && zending.ontvangenOp < grens) await verwijder(zending.id);
  }
}

function veranderd() {
  kanaal.postMessage("uitgaand");
  zegVoort();
}

/** Tell it once for many changes in a row: who listens reads the whole outbox. */
function zegVoort() {
  gepland ??= setTimeout(() => {
    gepland = undefined;
    luisteraars.forEach((luister) => luister());
  }, SAMEN_MS);
}

function moment() {
  return new Date().toISOString();
}
