// Sending what is in the outbox: one at a time, and only a clear yes that carries the right id counts as a yes.

import { meldToestel } from "./contact.js";
import { haalNavragen } from "./navragen.js";
import { isOefenen, zonderNetwerk } from "./oefenen.js";
import { alleVan, CONTROLE_NODIG, KLAAR, omslag, ONTVANGEN, teVersturen, verwijder, wijzig, WORDT_VERZONDEN } from "./uitgaand.js";

const WACHTTIJD_MS = 10_000;
const EERSTE_PAUZE_MS = 15_000;
const LANGSTE_PAUZE_MS = 300_000;
const ONZE_FOUT = "/api/v1/documentatie#";
const NIET_ZO = [400, 409, 411, 413, 415];
const HOOGSTENS_MISLUKT = 3;

let pauze = EERSTE_PAUZE_MS;
let wekker;
let volgendeRonde;

/** Send on start, when the network comes back, when the page is looked at again, and after a pause. */
export function blijfVersturen(interviewer) {
  const verstuur = () => verstuurNu(interviewer);
  addEventListener("online", verstuur);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && verstuur());
  return verstuur();
}

/** Send everything of this interviewer now. Several calls at once are one round, in all tabs together. */
export function verstuurNu(interviewer) {
  volgendeRonde ??= metSlot(() => {
    volgendeRonde = undefined;
    return ronde(interviewer);
  }).then(() => hoorTerug(interviewer));
  return volgendeRonde;
}

/** Tell how this phone stands; what the server turns out to have lost goes once more, at once. */
async function hoorTerug(interviewer) {
  const [mist] = await Promise.all([meldToestel(interviewer), haalNavragen(interviewer)]);
  if (mist) await verstuurNu(interviewer);
}

function metSlot(werk) {
  return navigator.locks ? navigator.locks.request("wijkpeil-verzenden", werk) : Promise.resolve().then(werk);
}

async function ronde(interviewer) {
  clearTimeout(wekker);
  let mislukt = 0;
  for (const { id } of teVersturen(await alleVan(interviewer))) {
    const zending = await wijzig(id, { staat: WORDT_VERZONDEN, geprobeerd: true });
    if (!zending) continue; // undone while others were on their way
    const uitkomst = await verzend(zending);
    await verwerk(zending, uitkomst);
    if (uitkomst.soort !== "later" && uitkomst.soort !== "koppelen") continue;
    mislukt += 1;
    // One that the server stumbles over must not keep the others waiting; when it stumbles over all, the rest can wait.
    if (uitkomst.struikelde && mislukt < HOOGSTENS_MISLUKT) continue;
    return probeerLater(interviewer, uitkomst.wachtMs);
  }
  if (mislukt) probeerLater(interviewer);
  else pauze = EERSTE_PAUZE_MS;
}

function probeerLater(interviewer, wachtMs = 0) {
  wekker = setTimeout(() => verstuurNu(interviewer), Math.max(pauze, wachtMs));
  pauze = Math.min(pauze * 2, LANGSTE_PAUZE_MS);
}

async function verwerk(zending, uitkomst) {
  switch (uitkomst.soort) {
    case "ontvangen": {
      const { nummer, ontvangenOp } = uitkomst;
      // What can be read goes; where and of which kind stays, to count with until the page knows it from the server.
      const bericht = zending.soort === "contactpoging" ? zending.bericht : omslag(zending.bericht); // a door says of nobody
      return wijzig(zending.id, { staat: ONTVANGEN, nummer, ontvangenOp, reden: undefined, concept: undefined, bericht });
    }
    case "ingetrokken":
      return verwijder(zending.id);
    case "controle":
      if (zending.ingetrokken) return verwijder(zending.id); // refused, so there is nothing to forget
      return wijzig(zending.id, { staat: CONTROLE_NODIG, reden: uitkomst.uitleg, fouten: uitkomst.fouten, ...uitkomst.geopend });
    default:
      return wijzig(zending.id, { staat: KLAAR, reden: uitkomst.uitleg });
  }
}

/** Hand one thing in, or have it withdrawn. Answers with what happened, and throws nothing. */
async function verzend(zending) {
  if (isOefenen()) return oefenVerzending(zending);
  // What is to be withdrawn is handed in first: the server must know what it is asked to forget.
  const uitkomst = zending.ingetrokken && zending.ontvangenOp ? { soort: "ontvangen" } : await vraagServer("PUT", zending);
  return zending.ingetrokken && uitkomst.soort === "ontvangen" ? vraagServer("DELETE", zending) : uitkomst;
}

async function vraagServer(method, zending) {
  const body = method === "PUT" ? (zending.zegel ?? JSON.stringify(zending.bericht)) : undefined;
  const headers = body ? { "Content-Type": zending.zegel ? "application/jose" : "application/json" } : {};
  try {
    const antwoord = await fetch(adresVan(zending), { method, headers, body, signal: AbortSignal.timeout(WACHTTIJD_MS) });
    // What is empty, or speaks no JSON, such as a proxy whose server is away, is judged by its status and headers.
    return beoordeel(zending, antwoord, await antwoord.json().catch(() => undefined));
  } catch {
    return { soort: "later", uitleg: "Geen verbinding. We proberen het vanzelf opnieuw." };
  }
}

function beoordeel(zending, antwoord, inhoud) {
  const isVanOns = String(inhoud?.type).startsWith(ONZE_FOUT);
  if (zending.ingetrokken && (antwoord.status === 204 || (antwoord.status === 404 && isVanOns))) {
    return { soort: "ingetrokken" };
  }
  const isBewijs = inhoud?.id === zending.id && (zending.soort !== "interview" || inhoud.ontvangstnummer);
  if ((antwoord.status === 200 || antwoord.status === 201) && isBewijs) {
    return { soort: "ontvangen", nummer: inhoud.ontvangstnummer, ontvangenOp: inhoud.ontvangenOp ?? new Date().toISOString() };
  }
  if (antwoord.status === 401 && isVanOns) {
    return { soort: "koppelen", uitleg: "Deze telefoon is niet meer gekoppeld. Vraag de coördinator om een nieuwe koppelcode." };
  }
  const isNietVanU = antwoord.status === 404 && zending.soort === "reactie";
  const kentGeenZegels = antwoord.status === 415 && zending.zegel; // put back to an older Wijkpeil, which will be newer again
  if ((NIET_ZO.includes(antwoord.status) || isNietVanU) && isVanOns && !kentGeenZegels) {
    // Of what was sealed we get back what is to be improved: this phone cannot look into it.
    return { soort: "controle", uitleg: inhoud.detail, fouten: inhoud.fouten ?? [], geopend: inhoud.geopend };
  }
  const wachtMs = 1000 * Number(antwoord.headers.get("Retry-After")) || 0;
  const struikelde = antwoord.status === 500 && isVanOns;
  return { soort: "later", uitleg: "Wijkpeil kan het nu niet aannemen. We proberen het vanzelf opnieuw.", wachtMs, struikelde };
}

function adresVan({ soort, id, interviewId }) {
  if (soort === "reactie") return `/api/v1/interviews/${interviewId}/reacties/${id}`;
  return soort === "interview" ? `/api/v1/interviews/${id}` : `/api/v1/contactpogingen/${id}`;
}

function oefenVerzending(zending) {
  if (zonderNetwerk()) return { soort: "later", uitleg: "Geen verbinding (u oefent). We proberen het vanzelf opnieuw." };
  if (zending.ingetrokken) return { soort: "ingetrokken" };
  return { soort: "ontvangen", nummer: "OEFE-NING", ontvangenOp: new Date().toISOString() };
}
