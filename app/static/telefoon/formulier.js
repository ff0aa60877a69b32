// The form as one screen per question. The page holds every question; this shows one, keeps each answer at once under
// the interview's own UUID, and puts the whole in the outbox at the end. The address says which interview and which
// question, so that a reload, or the back button, comes back to the same place.

import { bezwaar, gesteld, leesAntwoord, ruimOp, vulIn } from "./antwoorden.js";
import { berichtVan } from "./bericht.js";
import { bewaar, lees, nieuwId } from "./concepten.js";
import { toonAntwoorden, toonFouten, zegBijControle } from "./controle.js";
import { toonBriefje } from "./intrekbriefje.js";
import { biedKaartAan, biedTalenAan, haalKaart } from "./kaart.js";
import { leesNavraag } from "./navragen.js";
import { beperkPortieken, zetPlaats } from "./plaats.js";
import { bezwaarTegenReactie, bijgewerkt, conceptVoorNavraag, isNavraag, toonNavraag } from "./reactie.js";
import { metSlot } from "./slot.js";
import { adres, beginstap, stapInAdres, stappen, teBeantwoorden, toonVoortgang } from "./stappen.js";
import { interviewer } from "./telefoon.js";
import * as uitgaand from "./uitgaand.js";
import { verstuurNu } from "./verzenden.js";
import { haalWaarschuwingWeg, magBlijven, patronenGeladen, waarschuw } from "./waarschuwing.js";
import { bezwaarTegenWanneer, gekozenMoment, vraagWanneer } from "./wanneer.js";
import { volgZending } from "./zendstaat.js";

const formulier = document.getElementById("interview");
const delen = [...formulier.querySelectorAll(".vraag")];
const vragen = delen.filter((deel) => !["waar", "controle", "klaar"].includes(deel.dataset.vraag));
const [terug, verder] = ["terug", "verder"].map((id) => document.getElementById(id));

let concept;
let huidig;
let isAfgerond = false;
let laatsteKeer = Promise.resolve();

async function begin() {
  const [id] = stapInAdres(concept);
  const bekend = await zoekConcept(id);
  concept = bekend ?? nieuwConcept();
  document.documentElement.classList.add("heeft-script");
  if (!bekend && id && (await isVerstuurd(id))) return klaar();
  if (!bekend && isNavraag()) return location.replace("/telefoon"); // it is no longer asked
  if (!(await metSlot(`concept-${concept.navraag?.id ?? concept.id}`))) return elders();
  for (const vraag of vragen) vulIn(vraag, concept.antwoorden[vraag.dataset.vraag]);
  if (bekend) zetPlaats(formulier, concept);
  luister();
  const stap = stapInAdres(concept)[1];
  history.replaceState(history.state, "", adres(concept, stap));
  beperkPortieken(formulier);
  toon(stap);
  await haalKaart(concept.taal ?? "nl");
  await biedTalenAan(concept.taal ?? "nl", kiesTaal);
  biedKaart();
}

async function zoekConcept(id) {
  const eigen = id && (await lees(id).catch(() => undefined));
  if (eigen?.interviewer !== interviewer) return conceptVoorNavraag(interviewer);
  return eigen.navraag ? bijgewerkt(eigen, await leesNavraag(eigen.navraag.id, interviewer)) : eigen;
}

function biedKaart() {
  const deel = huidig;
  const gekozen = () => concept.antwoorden[deel.dataset.vraag];
  biedKaartAan(concept.soort, deel, gekozen, (antwoord) => opKaartGekozen(deel, antwoord));
}

function luister() {
  formulier.addEventListener("input", (gebeurtenis) => gewijzigd(gebeurtenis.target));
  formulier.addEventListener("submit", (gebeurtenis) => gebeurtenis.preventDefault());
  formulier.addEventListener("keydown", enterGaatVerder);
  verder.addEventListener("click", gaVerder);
  terug.addEventListener("click", gaTerug);
  addEventListener("popstate", () => (stapInAdres(concept)[0] === concept.id ? toon(stapInAdres(concept)[1]) : location.reload()));
}

function nieuwConcept() {
  const { soort, titel } = formulier.dataset;
  formulier.straatId.value = new URLSearchParams(location.search).get("straat") ?? formulier.straatId.value;
  return {
    id: nieuwId(), interviewer, soort, titel, stap: "waar", antwoorden: {}, straatId: formulier.straatId.value || null,
    straat: "", portiekId: null, begonnenOp: new Date().toISOString(), afgerondOp: null,
    vragenlijstVersie: Number(formulier.dataset.versie), meetronde: formulier.meetronde.value,
  };
}

async function isVerstuurd(id) {
  const zending = await uitgaand.lees(id).catch(() => undefined);
  if (zending?.interviewer !== interviewer) return false;
  concept = { ...concept, id };
  return true;
}

/** The same interview is open in another tab: two tabs would overwrite each other's answers. */
function elders() {
  const melding = document.getElementById("elders");
  melding.hidden = false;
  melding.querySelector("button").addEventListener("click", () => location.reload());
  formulier.hidden = true;
}

// --- keeping -----------------------------------------------------------------------------------------------------

function gewijzigd(veld) {
  if (veld.id === "wanneer") {
    Object.assign(concept, gekozenMoment(concept));
  } else if (huidig.dataset.vraag === "controle") {
    concept.woorden = veld.value;
  } else if (huidig.dataset.vraag === "waar") {
    concept.straatId = formulier.straatId.value || null;
    beperkPortieken(formulier);
    concept.portiekId = formulier.portiekId?.value || null;
  } else {
    ruimOp(huidig, veld);
    haalWaarschuwingWeg(huidig);
    houdAntwoord(huidig.dataset.vraag, leesAntwoord(huidig));
  }
  concept.afgerondOp = null;
  meld(huidig, "");
  onthoud();
}

function houdAntwoord(sleutel, antwoord) {
  if (antwoord === undefined) delete concept.antwoorden[sleutel];
  else concept.antwoorden[sleutel] = antwoord;
  concept.fouten = (concept.fouten ?? []).filter(({ veld }) => veld !== `antwoorden.${sleutel}`);
  if (sleutel === "toestemming") Object.assign(concept, { toestemmingOp: new Date().toISOString(), toestemmingTaal: concept.taal ?? "nl" });
}

/** What the respondent tapped on the card, kept with its question whatever is on the screen by then. */
function opKaartGekozen(deel, antwoord) {
  vulIn(deel, antwoord);
  houdAntwoord(deel.dataset.vraag, antwoord);
  concept.afgerondOp = null;
  meld(deel, "");
  onthoud();
}

async function kiesTaal(taal) {
  concept.taal = taal;
  onthoud();
  await haalKaart(taal);
}

/** One write after another, so that the last state is the one that stays. */
function onthoud() {
  if (!concept.navraag) concept.straat = formulier.straatId.selectedOptions[0]?.value ? formulier.straatId.selectedOptions[0].text : "";
  const nu = structuredClone(concept);
  laatsteKeer = laatsteKeer.then(() => bewaar(nu)).catch(() => {
    meld(huidig, "Deze telefoon kan het interview niet bewaren. Sluit deze pagina niet voordat het verstuurd is.");
  });
  return laatsteKeer;
}

// --- going through -----------------------------------------------------------------------------------------------

function gaNaar(stap, vanuitControle = false) {
  history.pushState({ vorige: huidig.dataset.vraag, vanuitControle }, "", adres(concept, stap));
  toon(stap);
}

function gaVerder() {
  if (huidig.dataset.vraag === "controle") return opslaan();
  const reden = huidig.dataset.vraag === "waar" ? bezwaarTegenPlaats() : bezwaar(huidig, leesAntwoord(huidig));
  meld(huidig, reden);
  if (reden || !magHierBlijven()) return undefined;
  const alle = stappen(concept, vragen);
  let volgende = alle[alle.indexOf(huidig.dataset.vraag) + 1];
  const vanuitControle = history.state?.vanuitControle ?? Boolean(concept.navraag);
  if (vanuitControle) volgende = eersteBezwaar() ?? "controle";
  concept.stap = volgende;
  onthoud();
  return gaNaar(volgende, vanuitControle && volgende !== "controle");
}

/** Whether the answer on the screen may be left as it is; otherwise it says why not, and goes on when it is kept. */
function magHierBlijven() {
  const { vraag } = huidig.dataset;
  const antwoord = concept.antwoorden[vraag];
  if (magBlijven(huidig, antwoord, concept.bewust)) return true;
  waarschuw(huidig, antwoord, () => {
    concept.bewust = { ...concept.bewust, [vraag]: antwoord };
    gaVerder();
  });
  return false;
}

function gaTerug() {
  const alle = stappen(concept, vragen);
  const vorige = concept.navraag ? "controle" : alle[alle.indexOf(huidig.dataset.vraag) - 1];
  if (history.state?.vorige === vorige) history.back();
  else {
    history.replaceState({}, "", adres(concept, vorige));
    toon(vorige);
  }
}

function enterGaatVerder(gebeurtenis) {
  if (gebeurtenis.key !== "Enter" || ["TEXTAREA", "BUTTON", "A"].includes(gebeurtenis.target.tagName)) return;
  gebeurtenis.preventDefault();
  gaVerder();
}

function bezwaarTegenPlaats() {
  return concept.navraag || formulier.straatId.value ? "" : "Kies de straat waar u bent.";
}

function eersteBezwaar() {
  if (bezwaarTegenPlaats()) return "waar";
  return gesteld(vragen, concept.antwoorden).find((vraag) => bezwaar(vraag, concept.antwoorden[vraag.dataset.vraag]))?.dataset.vraag;
}

function eersteWaarschuwing() {
  const { antwoorden, bewust } = concept;
  return gesteld(vragen, antwoorden).find((vraag) => !magBlijven(vraag, antwoorden[vraag.dataset.vraag], bewust))?.dataset.vraag;
}

function toon(stap) {
  if (isAfgerond) stap = "klaar"; // going back must not begin it anew
  const alle = stappen(concept, vragen);
  const bekend = stap === "klaar" || alle.includes(stap) ? stap : beginstap(concept);
  huidig = delen.find((deel) => deel.dataset.vraag === bekend);
  concept.stap = bekend;
  for (const deel of delen) deel.classList.toggle("huidig", deel === huidig);
  toonVoortgang(concept, alle, bekend);
  terug.hidden = concept.navraag ? bekend === "controle" : alle.indexOf(bekend) <= 0;
  terug.parentElement.hidden = bekend === "klaar";
  verder.textContent = bekend === "controle" ? "Opslaan" : "Verder";
  if (bekend === "controle") vulControle();
  const fout = concept.fouten?.find(({ veld }) => veld === `antwoorden.${bekend}`);
  if (fout) meld(huidig, fout.melding);
  biedKaart();
  if (history.state?.vanuitControle && bekend !== "controle") magHierBlijven();
  scrollTo(0, 0);
  huidig.querySelector("[tabindex='-1']").focus({ preventScroll: true });
}

function meld(deel, tekst) {
  const plek = deel.querySelector("[data-fout]");
  if (!plek) return;
  plek.textContent = tekst;
  plek.hidden = !tekst;
  plek.setAttribute("role", "alert");
}

// --- checking and handing in -------------------------------------------------------------------------------------

function vulControle() {
  const plaats = formulier.straatId.selectedOptions[0]?.text ?? "";
  const portiek = formulier.portiekId?.value ? `, ${formulier.portiekId.selectedOptions[0].text}` : "";
  const ga = (stap) => gaNaar(stap, true);
  toonAntwoorden(teBeantwoorden(concept, vragen), concept.antwoorden, concept.navraag ? "" : plaats + portiek, ga);
  if (concept.navraag) toonNavraag(concept);
  vraagWanneer(concept);
  toonFouten(vragen, concept.fouten ?? [], ga);
}

/** One saving at a time: a second tap, or Enter, would draw another intrekcode under the same id. */
async function opslaan() {
  if (verder.disabled) return;
  verder.disabled = true;
  await rondAf().finally(() => (verder.disabled = false));
}

async function rondAf() {
  await patronenGeladen();
  const onaf = eersteBezwaar() ?? eersteWaarschuwing();
  if (onaf) return gaNaar(onaf, true);
  concept.afgerondOp ??= new Date().toISOString();
  const teVersturen = await berichtVan(concept, vragen);
  const reden = concept.navraag ? bezwaarTegenReactie(teVersturen) : bezwaarTegenWanneer();
  if (reden) return zegBijControle(reden);
  await onthoud();
  try {
    await uitgaand.zetKlaar(concept, teVersturen);
  } catch {
    return zegBijControle("Deze telefoon kan het interview niet bewaren. Maak ruimte vrij op de telefoon en probeer het opnieuw. Sluit deze pagina niet.");
  }
  verstuurNu(interviewer);
  if (teVersturen.intrekcode) toonBriefje(teVersturen.intrekcode);
  return klaar();
}

function klaar() {
  isAfgerond = true;
  history.replaceState({}, "", adres(concept, "klaar"));
  toon("klaar");
  volgZending(concept.id, document.getElementById("zendstaat"));
}

if (!("teruggekomen" in formulier.dataset)) begin();
