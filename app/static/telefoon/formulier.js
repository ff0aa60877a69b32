// The form as one screen per question. The page holds every question; this shows one, keeps each answer at once under
// the interview's own UUID, and puts the whole in the outbox at the end. The address says which interview and which
// question, so that a reload, or the back button, comes back to the same place.

import { bezwaar, gesteld, inWoorden, leesAntwoord, ruimOp, vulIn } from "./antwoorden.js";
import { bewaar, lees, nieuwId } from "./concepten.js";
import { klokverschil } from "./contact.js";
import { beperkPortieken } from "./plaats.js";
import { metSlot } from "./slot.js";
import { interviewer } from "./telefoon.js";
import * as uitgaand from "./uitgaand.js";
import { verstuurNu } from "./verzenden.js";
import { volgZending } from "./zendstaat.js";

const formulier = document.getElementById("interview");
const delen = [...formulier.querySelectorAll(".vraag")];
const vragen = delen.filter((deel) => !["waar", "controle", "klaar"].includes(deel.dataset.vraag));
const [terug, verder, uitkomst] = ["terug", "verder", "uitkomst"].map((id) => document.getElementById(id));

let concept;
let huidig;
let isAfgerond = false;
let laatsteKeer = Promise.resolve();

async function begin() {
  const [id] = stapInAdres();
  const bekend = id && (await lees(id).catch(() => undefined));
  concept = bekend?.interviewer === interviewer ? bekend : nieuwConcept();
  document.documentElement.classList.add("heeft-script");
  if (!bekend && id && (await isVerstuurd(id))) return klaar();
  if (!(await metSlot(`concept-${concept.id}`))) return elders();
  for (const vraag of vragen) vulIn(vraag, concept.antwoorden[vraag.dataset.vraag]);
  if (bekend) zetPlaats();
  luister();
  const stap = stapInAdres()[1];
  history.replaceState(history.state, "", adres(stap));
  beperkPortieken(formulier);
  return toon(stap);
}

function luister() {
  formulier.addEventListener("input", (gebeurtenis) => gewijzigd(gebeurtenis.target));
  formulier.addEventListener("submit", (gebeurtenis) => gebeurtenis.preventDefault());
  formulier.addEventListener("keydown", enterGaatVerder);
  verder.addEventListener("click", gaVerder);
  terug.addEventListener("click", gaTerug);
  addEventListener("popstate", () => (stapInAdres()[0] === concept.id ? toon(stapInAdres()[1]) : location.reload()));
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
  if (huidig.dataset.vraag === "waar") {
    concept.straatId = formulier.straatId.value || null;
    beperkPortieken(formulier);
    concept.portiekId = formulier.portiekId?.value || null;
  } else {
    ruimOp(huidig, veld);
    const antwoord = leesAntwoord(huidig);
    if (antwoord === undefined) delete concept.antwoorden[huidig.dataset.vraag];
    else concept.antwoorden[huidig.dataset.vraag] = antwoord;
  }
  concept.afgerondOp = null;
  concept.fouten = (concept.fouten ?? []).filter(({ veld }) => veld !== `antwoorden.${huidig.dataset.vraag}`);
  meld(huidig, "");
  onthoud();
}

/** One write after another, so that the last state is the one that stays. */
function onthoud() {
  concept.straat = formulier.straatId.selectedOptions[0]?.value ? formulier.straatId.selectedOptions[0].text : "";
  const nu = structuredClone(concept);
  laatsteKeer = laatsteKeer.then(() => bewaar(nu)).catch(() => {
    meld(huidig, "Deze telefoon kan het interview niet bewaren. Sluit deze pagina niet voordat het verstuurd is.");
  });
  return laatsteKeer;
}

function zetPlaats() {
  formulier.straatId.value = concept.straatId ?? "";
  if (formulier.portiekId) formulier.portiekId.value = concept.portiekId ?? "";
}

// --- going through -----------------------------------------------------------------------------------------------

function stappen() {
  return ["waar", ...gesteld(vragen, concept.antwoorden).map((vraag) => vraag.dataset.vraag), "controle"];
}

function stapInAdres() {
  const [id, stap] = location.hash.slice(1).split("/");
  return [id, stap || "waar"];
}

function adres(stap) {
  return `${location.pathname}${location.search}#${concept.id}/${stap}`;
}

function gaNaar(stap, vanuitControle = false) {
  history.pushState({ vorige: huidig.dataset.vraag, vanuitControle }, "", adres(stap));
  toon(stap);
}

function gaVerder() {
  if (huidig.dataset.vraag === "controle") return opslaan();
  const reden = huidig.dataset.vraag === "waar" ? bezwaarTegenPlaats() : bezwaar(huidig, leesAntwoord(huidig));
  meld(huidig, reden);
  if (reden) return undefined;
  const alle = stappen();
  let volgende = alle[alle.indexOf(huidig.dataset.vraag) + 1];
  const vanuitControle = history.state?.vanuitControle ?? false;
  if (vanuitControle) volgende = eersteBezwaar() ?? "controle";
  concept.stap = volgende;
  onthoud();
  return gaNaar(volgende, vanuitControle && volgende !== "controle");
}

function gaTerug() {
  const alle = stappen();
  const vorige = alle[alle.indexOf(huidig.dataset.vraag) - 1];
  if (history.state?.vorige === vorige) history.back();
  else {
    history.replaceState({}, "", adres(vorige));
    toon(vorige);
  }
}

function enterGaatVerder(gebeurtenis) {
  if (gebeurtenis.key !== "Enter" || ["TEXTAREA", "BUTTON", "A"].includes(gebeurtenis.target.tagName)) return;
  gebeurtenis.preventDefault();
  gaVerder();
}

function bezwaarTegenPlaats() {
  return formulier.straatId.value ? "" : "Kies de straat waar u bent.";
}

function eersteBezwaar() {
  if (bezwaarTegenPlaats()) return "waar";
  return gesteld(vragen, concept.antwoorden).find((vraag) => bezwaar(vraag, concept.antwoorden[vraag.dataset.vraag]))?.dataset.vraag;
}

function toon(stap) {
  if (isAfgerond) stap = "klaar"; // going back must not begin it anew
  const alle = stappen();
  const bekend = stap === "klaar" || alle.includes(stap) ? stap : "waar";
  huidig = delen.find((deel) => deel.dataset.vraag === bekend);
  concept.stap = bekend;
  for (const deel of delen) deel.classList.toggle("huidig", deel === huidig);
  const nummer = alle.indexOf(bekend);
  document.getElementById("voortgang").hidden = bekend === "klaar";
  document.getElementById("voortgang-tekst").textContent = bekend === "controle" ? "Controle" : `Stap ${nummer + 1} van ${alle.length}`;
  document.querySelector("#voortgang progress").value = nummer / (alle.length - 1);
  terug.hidden = nummer <= 0;
  terug.parentElement.hidden = bekend === "klaar";
  verder.textContent = bekend === "controle" ? "Opslaan" : "Verder";
  if (bekend === "controle") vulControle();
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
  toonFouten(concept.fouten ?? []);
  const plaats = formulier.straatId.selectedOptions[0]?.text ?? "";
  const portiek = formulier.portiekId?.value ? `, ${formulier.portiekId.selectedOptions[0].text}` : "";
  const regels = [regel("waar", "Waar", plaats + portiek)];
  for (const vraag of gesteld(vragen, concept.antwoorden)) {
    const tekst = vraag.querySelector("legend").firstChild.textContent.trim();
    const sleutel = vraag.dataset.vraag;
    regels.push(regel(sleutel, "eindigtTenzij" in vraag.dataset ? "Toestemming" : tekst, inWoorden(vraag, concept.antwoorden[sleutel])));
  }
  document.querySelector("#controle dl").replaceChildren(...regels);
}

function regel(stap, vraag, antwoord) {
  const [doos, term, waarde, knop] = ["div", "dt", "dd", "button"].map((soort) => document.createElement(soort));
  term.textContent = vraag;
  knop.type = "button";
  knop.textContent = antwoord;
  knop.setAttribute("aria-label", `${antwoord}. Veranderen`);
  knop.addEventListener("click", () => gaNaar(stap, true));
  waarde.append(knop);
  doos.append(term, waarde);
  return doos;
}

/** What the server had against it, above the answers, each with a way to the question. */
function toonFouten(fouten) {
  uitkomst.hidden = !fouten.length;
  const lijst = document.createElement("ul");
  for (const { veld, melding } of fouten) {
    const vraag = vragen.find((deel) => `antwoorden.${deel.dataset.vraag}` === veld);
    const punt = document.createElement("li");
    punt.append(vraag ? naarVraag(vraag) : "", ` ${melding}`);
    if (vraag) meld(vraag, melding);
    lijst.append(punt);
  }
  uitkomst.replaceChildren("Wijkpeil kon dit interview niet aannemen. Verbeter dit en sla het opnieuw op.", lijst);
}

function naarVraag(vraag) {
  const link = document.createElement("a");
  link.href = adres(vraag.dataset.vraag);
  link.textContent = vraag.querySelector("legend").textContent;
  link.addEventListener("click", (gebeurtenis) => {
    gebeurtenis.preventDefault();
    gaNaar(vraag.dataset.vraag, true);
  });
  return link;
}

function zegBijControle(tekst) {
  uitkomst.replaceChildren(tekst);
  uitkomst.hidden = false;
  uitkomst.scrollIntoView({ block: "nearest" });
}

async function opslaan() {
  const onaf = eersteBezwaar();
  if (onaf) return gaNaar(onaf, true);
  verder.disabled = true;
  concept.afgerondOp ??= new Date().toISOString();
  await onthoud();
  try {
    await uitgaand.zetKlaar(concept, await bericht());
  } catch {
    return zegBijControle("Deze telefoon kan het interview niet bewaren. Maak ruimte vrij op de telefoon en probeer het opnieuw. Sluit deze pagina niet.");
  } finally {
    verder.disabled = false;
  }
  verstuurNu(interviewer);
  return klaar();
}

/** The interview as it travels. What was skipped afterwards stays behind. */
async function bericht() {
  const { soort, vragenlijstVersie, meetronde, straatId, portiekId, begonnenOp, afgerondOp } = concept;
  const teSturen = gesteld(vragen, concept.antwoorden).map((vraag) => vraag.dataset.vraag);
  const antwoorden = Object.fromEntries(Object.entries(concept.antwoorden).filter(([sleutel]) => teSturen.includes(sleutel)));
  const verschil = await klokverschil().catch(() => undefined);
  const gemeten = verschil === undefined ? {} : { klokverschil: verschil };
  return { soort, vragenlijstVersie, meetronde, straatId, portiekId, begonnenOp, afgerondOp, ...gemeten, antwoorden };
}

function klaar() {
  isAfgerond = true;
  history.replaceState({}, "", adres("klaar"));
  toon("klaar");
  volgZending(concept.id, document.getElementById("zendstaat"));
}

if (!("teruggekomen" in formulier.dataset)) begin();
