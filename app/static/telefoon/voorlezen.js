// Reading aloud with a voice that the phone has; without a voice for the language there is no button.

/** The button that reads these sentences and stops again, and `stop` for when they leave the screen. */
export function maakVoorleesknop(taal, woorden, zinnen) {
  const spraak = window.speechSynthesis;
  const knop = document.createElement("button");
  knop.type = "button";
  knop.className = "voorleesknop";
  const zet = (leest) => {
    knop.textContent = leest ? woorden.stoppen : woorden.voorlezen;
  };
  const kijk = () => {
    knop.hidden = !stemVoor(taal);
  };
  const stop = () => {
    spraak?.removeEventListener("voiceschanged", kijk);
    spraak?.cancel();
  };
  knop.addEventListener("click", () => {
    const las = spraak.speaking || spraak.pending;
    spraak.cancel();
    zet(!las);
    if (!las) lees(taal, zinnen, () => zet(false));
  });
  // Many phones tell their voices only some time after they were asked.
  spraak?.addEventListener("voiceschanged", kijk);
  zet(false);
  kijk();
  return { knop, stop };
}

function lees(taal, zinnen, klaar) {
  const stem = stemVoor(taal);
  const manier = { lang: stem.lang, voice: stem, rate: 0.9 };
  const uitspraken = zinnen.map((zin) => Object.assign(new SpeechSynthesisUtterance(zin), manier));
  const laatste = uitspraken.at(-1);
  laatste.onend = laatste.onerror = klaar;
  for (const uitspraak of uitspraken) speechSynthesis.speak(uitspraak);
}

/** A voice on the phone itself before one that needs the network. */
function stemVoor(taal) {
  const hoofdtaal = (code) => code.split(/[-_]/)[0].toLowerCase();
  const stemmen = (window.speechSynthesis?.getVoices() ?? []).filter((stem) => hoofdtaal(stem.lang) === hoofdtaal(taal));
  return stemmen.find((stem) => stem.localService) ?? stemmen[0];
}
