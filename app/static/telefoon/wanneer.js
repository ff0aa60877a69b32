// When an interview was: asked only after Wijkpeil could not take the moments of this phone, whose clock stood wrong.

const MOMENTEN = ["begonnenOp", "afgerondOp", "toestemmingOp"];

const plek = document.getElementById("wanneer-was-het");
const keuze = document.getElementById("wanneer");

/** Whether what is wrong with this field is the clock's fault. */
export function isMoment(veld) {
  return MOMENTEN.includes(veld);
}

/** Show the question where it is needed. */
export function vraagWanneer({ fouten = [], wanneer }) {
  plek.hidden = !wanneer && !fouten.some(({ veld }) => isMoment(veld));
  keuze.value = wanneer ?? "";
}

/** What was filled in, and how many seconds ahead that says the clock was: every moment of the interview is read by it. */
export function gekozenMoment({ begonnenOp }) {
  const verschil = Math.round((Date.parse(begonnenOp) - Date.parse(keuze.value)) / 1000);
  return { wanneer: keuze.value, klokverschil: Number.isNaN(verschil) ? undefined : verschil };
}

/** What to say before it can be saved; empty when it can. */
export function bezwaarTegenWanneer() {
  if (plek.hidden) return "";
  if (!keuze.value) return "Vul in wanneer dit gesprek was.";
  const isGeweest = Date.parse(keuze.value) <= Date.now();
  return isGeweest ? "" : "Dit moment is nog niet geweest. Kies een ander moment. Klopt het wel? Zet dan de klok van de telefoon goed.";
}
