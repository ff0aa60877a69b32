// The card for the respondent: one question, full screen, in a language of choice, to be tapped. It is told what is
// asked and what was answered, and says what is tapped; of the form around it, it knows no more than one question's part.

import { leesAntwoord, ruimOp, vulIn } from "./antwoorden.js";
import { maakVoorleesknop } from "./voorlezen.js";

const HOUD_MS = 1000;
const BEELDEN = new URL("toonkaart.svg", import.meta.url);
const MET_BEELDEN = ["straatladder", "leefbaarheidsladder"];
const TERUG = "Houd ingedrukt om terug te gaan";

/** What the card must know of a question, from its part of the form: the codes stand in the order of the screen. */
export function leesVraag(deel) {
  const codes = (groep) => [...deel.querySelectorAll(`${groep} input`)].map((veld) => veld.value).filter(Boolean);
  return {
    sleutel: deel.dataset.vraag,
    soort: deel.dataset.soort,
    codes: codes(".keuzes:not(.ontwijken)"),
    ontwijken: codes(".ontwijken"),
    alleen: deel.dataset.alleen,
    weetNietTrede: deel.querySelector(".trede-weet-niet")?.textContent,
  };
}

/** The texts of a question on a card; undefined when it has none, or not of every answer: half a card misleads. */
export function tekstenVan(kaart, vragenlijst, vraag) {
  const teksten = kaart.afwijkend[vragenlijst]?.[vraag.sleutel] ?? kaart.vragen[vraag.sleutel];
  const isHeel = teksten && (vraag.soort === "cijfer" || vraag.codes.every((code) => code in teksten.opties));
  return isHeel ? teksten : undefined;
}

/**
 * Show the card. `kaart` is what /telefoon/toonkaarten/{taal} gave, `vragenlijst` the kind of interview, `vraag` what
 * `leesVraag` gave and `gekozen` the answer so far. `kies` hears each new answer, as it travels to the server: keep it
 * with this question, whatever happens to the page beneath. `sluit` hears when the interviewer has the phone again.
 * Gives the function that closes the card without a hold.
 */
export function toonKaart({ kaart, vragenlijst, vraag, gekozen, kies, sluit }) {
  const teksten = tekstenVan(kaart, vragenlijst, vraag);
  const antwoorden = maakAntwoorden(vraag, teksten, kaart.woorden);
  const voorlezen = maakVoorleesknop(kaart.code, kaart.woorden, zinnen(vraag, teksten, kaart.woorden));
  const inhoud = maak("div", { class: "kaartinhoud" },
    voorlezen.knop, maakVraag(teksten.tekst), maak("p", { id: "toonkaart-uitleg" }, teksten.uitleg), antwoorden);
  const dialoog = maak("dialog",
    { class: "toonkaart", lang: kaart.code, dir: kaart.richting, "aria-labelledby": "toonkaart-vraag" },
    inhoud, maak("div", { class: "kaartvoet" }, maakTerugknop(kaart, weg)));
  vulIn(antwoorden, gekozen);
  antwoorden.addEventListener("change", (gebeurtenis) => {
    ruimOp(antwoorden, gebeurtenis.target);
    kies(leesAntwoord(antwoorden));
  });
  blijfOpen(dialoog);
  document.body.append(dialoog);
  dialoog.showModal();
  inhoud.scrollTop = 0; // the focus on a long question scrolls it a little

  function weg() {
    if ("klaar" in dialoog.dataset) return;
    voorlezen.stop();
    dialoog.dataset.klaar = "";
    dialoog.close();
    dialoog.remove();
    sluit?.();
  }
  return weg;
}

/** Neither Escape nor the phone's back button closes the card: whoever reads it is not to read the interviewer's page. */
function blijfOpen(dialoog) {
  dialoog.addEventListener("cancel", (gebeurtenis) => gebeurtenis.preventDefault());
  dialoog.addEventListener("keydown", (gebeurtenis) => {
    if (gebeurtenis.key === "Escape") gebeurtenis.preventDefault();
  });
  // Asked twice without a tap in between, browsers close without asking us.
  dialoog.addEventListener("close", () => {
    if (!("klaar" in dialoog.dataset)) dialoog.showModal();
  });
}

/** The question stands on the last line; what is told before it, as with consent, is set lighter. */
function maakVraag(tekst) {
  const laatsteRegel = tekst.lastIndexOf("\n") + 1;
  const vooraf = maak("span", {}, tekst.slice(0, laatsteRegel));
  return maak("h2", { id: "toonkaart-vraag", tabindex: "-1", autofocus: "" }, vooraf, tekst.slice(laatsteRegel));
}

/** The answers, built so that the rules of `antwoorden.js` hold for them as for the form. */
function maakAntwoorden(vraag, teksten, woorden) {
  const isWeetNiet = (code) => code === vraag.weetNietTrede;
  const keuze = (code) => maakKeuze(vraag, code, teksten.opties[code] ?? code);
  const weetNiet = vraag.codes.filter(isWeetNiet).map(keuze);
  const echte = vraag.codes.filter((code) => !isWeetNiet(code)).map(keuze);
  const ontwijken = vraag.ontwijken.map((code) => maakKeuze(vraag, code, woorden[code]));
  const { laag, hoog } = teksten;
  const groep = maak("div", {
    role: vraag.soort === "meerdere" ? "group" : "radiogroup", "aria-labelledby": "toonkaart-vraag",
    "aria-describedby": "toonkaart-uitleg toonkaart-laag toonkaart-hoog",
    "data-vraag": "toonkaart-antwoord", "data-soort": vraag.soort,
  },
    maak("p", { id: "toonkaart-laag" }, laag && `1 = ${laag}`),
    maak("div", { class: `kaartkeuzes ${vraag.soort}` }, ...echte),
    maak("p", { id: "toonkaart-hoog" }, hoog && `10 = ${hoog}`),
    maak("div", { class: "kaartkeuzes klein" }, ...weetNiet, maak("div", { class: "ontwijken" }, ...ontwijken)));
  if (vraag.alleen) groep.dataset.alleen = vraag.alleen;
  return groep;
}

function maakKeuze(vraag, code, tekst) {
  const type = vraag.soort === "meerdere" ? "checkbox" : "radio";
  const veld = maak("input", { type, name: "toonkaart-antwoord", value: code });
  const heeftBeeld = MET_BEELDEN.includes(vraag.sleutel) && vraag.codes.includes(code) && code !== vraag.weetNietTrede;
  const beeld = heeftBeeld ? [maak("img", { src: `${BEELDEN}#${vraag.sleutel}-${code}`, alt: "" })] : [];
  return maak("label", { class: "kaartkeuze" }, veld, ...beeld, maak("span", {}, tekst));
}

/** What is read aloud, in the order of the screen; of the grades only what the first and the last mean. */
function zinnen(vraag, { tekst, uitleg, laag, hoog, opties }, woorden) {
  const uitersten = [laag && `1: ${laag}`, hoog && `10: ${hoog}`];
  const antwoorden = vraag.soort === "cijfer" ? uitersten : vraag.codes.map((code) => opties[code]);
  return [tekst, uitleg, ...antwoorden, ...vraag.ontwijken.map((code) => woorden[code])].filter(Boolean);
}

/** The way back to the interviewer's page, which asks for a deliberate hold of finger, mouse or key. */
function maakTerugknop(kaart, weg) {
  const voorInterviewer = kaart.woorden.terug === TERUG ? [] : [maak("span", { lang: "nl", dir: "ltr" }, TERUG)];
  const knop = maak("button", { type: "button", class: "houdknop" }, maak("span", {}, kaart.woorden.terug), ...voorInterviewer);
  let wekker;
  const houd = () => {
    wekker ??= setTimeout(weg, HOUD_MS);
    knop.classList.add("ingedrukt");
  };
  const laatLos = () => {
    clearTimeout(wekker);
    wekker = undefined;
    knop.classList.remove("ingedrukt");
  };
  knop.addEventListener("pointerdown", houd);
  for (const einde of ["pointerup", "pointerleave", "pointercancel", "blur"]) knop.addEventListener(einde, laatLos);
  // When the finger is lifted the card is gone, and a tap would fall on the button that lies beneath.
  knop.addEventListener("touchstart", (gebeurtenis) => gebeurtenis.preventDefault());
  knop.addEventListener("keydown", (gebeurtenis) => {
    if (gebeurtenis.key !== "Enter" && gebeurtenis.key !== " ") return;
    gebeurtenis.preventDefault();
    if (gebeurtenis.repeat) return;
    houd();
    slikToetsen(laatLos);
  });
  // A screen reader cannot hold; its double tap on the focused button is deliberate, and comes as a click alone.
  knop.addEventListener("click", (gebeurtenis) => {
    if (gebeurtenis.detail === 0) weg();
  });
  return knop;
}

/** Until the key is up: it repeats, and must not press whatever has the focus when the card is gone. */
function slikToetsen(losgelaten) {
  const slik = (gebeurtenis) => gebeurtenis.preventDefault();
  addEventListener("keydown", slik, true);
  addEventListener("keyup", (gebeurtenis) => {
    slik(gebeurtenis);
    removeEventListener("keydown", slik, true);
    losgelaten();
  }, { capture: true, once: true });
}

function maak(soort, kenmerken, ...inhoud) {
  const element = document.createElement(soort);
  for (const [naam, waarde] of Object.entries(kenmerken)) element.setAttribute(naam, waarde);
  element.append(...inhoud);
  return element;
}
