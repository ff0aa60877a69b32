// The form as one screen per question. The page holds every question; this shows one, keeps each answer at once under
// the interview's own UUID, and hands the whole in at the end. The address says which interview and which question, so
// that a reload, or the back button, comes back to the same place.

import { bezwaar, gesteld, inWoorden, leesAntwoord, ruimOp, vulIn } from "./antwoorden.js";
import { bewaar, lees, verwijder } from "./concepten.js";
import { verzend } from "./verzenden.js";

const formulier = document.getElementById("interview");
const delen = [...formulier.querySelectorAll(".vraag")];
const vragen = delen.filter((deel) => !["waar", "controle", "klaar"].includes(deel.dataset.vraag));
const [terug, verder, uitkomst] = ["terug", "verder", "uitkomst"].map((id) => document.getElementById(id));

let concept;
let huidig;
let laatsteKeer = Promise.resolve();

async function begin() {
  const [id] = stapInAdres();
  const bekend = id && (await lees(id).catch(() => undefined));
  concept = bekend?.interviewer === formulier.dataset.interviewer ? bekend : nieuwConcept();
  for (const vraag of vragen) vulIn(vraag, concept.antwoorden[vraag.dataset.vraag]);
  if (bekend) zetPlaats();
  document.documentElement.classList.add("heeft-script");
  formulier.addEventListener("input", (gebeurtenis) => gewijzigd(gebeurtenis.target));
  formulier.addEventListener("submit", (gebeurtenis) => gebeurtenis.preventDefault());
  verder.addEventListener("click", gaVerder);
  terug.addEventListener("click", gaTerug);
  addEventListener("popstate", () => toon(stapInAdres()[1]));
  formulier.addEventListener("keydown", enterGaatVerder);
  const stap = stapInAdres()[1];
  history.replaceState(history.state, "", adres(stap));
  beperkPortieken();
  toon(stap);
}

function nieuwConcept() {
  const { interviewer, soort, titel } = formulier.dataset;
  return {
    id: nieuwId(), interviewer, soort, titel, stap: "waar", antwoorden: {}, straatId: formulier.straatId.value || null,
    straat: "", portiekId: null, begonnenOp: new Date().toISOString(), afgerondOp: null,
    vragenlijstVersie: Number(formulier.vragenlijstVersie.value), meetronde: formulier.meetronde.value,
  };
}

function nieuwId() {
  // Not randomUUID: on plain http over a local network browsers do not have it.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const tekst = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return tekst.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// --- keeping -----------------------------------------------------------------------------------------------------

function gewijzigd(veld) {
  if (huidig.dataset.vraag === "waar") {
    concept.straatId = formulier.straatId.value || null;
    beperkPortieken();
    concept.portiekId = formulier.portiekId?.value || null;
  } else {
    ruimOp(huidig, veld);
    const antwoord = leesAntwoord(huidig);
    if (antwoord === undefined) delete concept.antwoorden[huidig.dataset.vraag];
    else concept.antwoorden[huidig.dataset.vraag] = antwoord;
  }
  concept.afgerondOp = null; // sent again, this would be another interview
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

function beperkPortieken() {
  const portiek = formulier.portiekId;
  if (!portiek) return;
  for (const groep of portiek.querySelectorAll("optgroup")) {
    groep.hidden = groep.disabled = groep.dataset.straat !== formulier.straatId.value;
  }
  if (portiek.selectedOptions[0]?.parentElement.disabled) portiek.value = "";
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

async function gaVerder() {
  if (huidig.dataset.vraag === "controle") return opslaan();
  const reden = huidig.dataset.vraag === "waar" ? bezwaarTegenPlaats() : bezwaar(huidig, leesAntwoord(huidig));
  meld(huidig, reden);
  if (reden) return undefined;
  const alle = stappen();
  let volgende = alle[alle.indexOf(huidig.dataset.vraag) + 1];
  const vanuitControle = history.state?.vanuitControle ?? false;
  if (vanuitControle) volgende = eersteBezwaar() ?? "controle";
  concept.stap = volgende;
  await onthoud();
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
  uitkomst.hidden = true;
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

async function opslaan() {
  const onaf = eersteBezwaar();
  if (onaf) return gaNaar(onaf, true);
  verder.disabled = true;
  verder.textContent = "Bezig met opslaan…";
  // Only what is asked: an answer to a question that was skipped afterwards stays on the phone, unsent.
  const teSturen = gesteld(vragen, concept.antwoorden).map((vraag) => vraag.dataset.vraag);
  concept.afgerondOp ??= new Date().toISOString();
  await onthoud();
  const antwoorden = Object.fromEntries(Object.entries(concept.antwoorden).filter(([sleutel]) => teSturen.includes(sleutel)));
  const gevolg = await verzend({ ...concept, antwoorden });
  verder.disabled = false;
  verder.textContent = "Opslaan";
  return gevolg.bewaard ? klaar(gevolg.nummer) : nietBewaard(gevolg);
}

async function klaar(nummer) {
  await verwijder(concept.id);
  document.getElementById("ontvangstnummer").textContent = nummer;
  history.replaceState({}, "", adres("klaar"));
  toon("klaar");
}

function nietBewaard({ uitleg, fouten = [] }) {
  uitkomst.className = "melding let-op";
  uitkomst.replaceChildren(uitleg);
  for (const fout of fouten) {
    const alinea = document.createElement("p");
    alinea.textContent = fout.melding;
    uitkomst.append(alinea);
    const vraag = vragen.find((deel) => `antwoorden.${deel.dataset.vraag}` === fout.veld);
    if (vraag) meld(vraag, fout.melding);
  }
  uitkomst.hidden = false;
  uitkomst.scrollIntoView({ block: "nearest" });
}

if (!("teruggekomen" in formulier.dataset)) begin();
