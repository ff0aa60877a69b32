// Before an open answer is left: does it look as if it points at somebody? What it looks like is said once, with a way to
// change it and a way to keep it. It stops nobody, and what was kept knowingly is not asked about again.

const sjabloon = document.getElementById("waarschuwing").content.firstElementChild;

// Not imported above: a browser that is too old for the patterns must still take the interview.
let vindStukken = () => [];
const geladen = import("./persoonsgegevens.js").then((module) => (vindStukken = module.vindStukken)).catch(() => {});

/** Whether this answer may be left: there is nothing to warn of, or it was kept knowingly. */
export function magBlijven(vraag, antwoord, bewust = {}) {
  return vraag.dataset.soort !== "open" || typeof antwoord !== "string" || bewust[vraag.dataset.vraag] === antwoord || !vindStukken(antwoord).length;
}

/** Say in this question what its answer looks like; `houd` hears that it is to be kept as it is. */
export function waarschuw(vraag, antwoord, houd) {
  haalWaarschuwingWeg(vraag);
  const melding = sjabloon.cloneNode(true);
  const regels = vindStukken(antwoord).map(([reden, stuk]) => Object.assign(document.createElement("li"), { textContent: `${melding.dataset[reden]}: ${stuk}` }));
  melding.querySelector("ul").replaceChildren(...regels);
  const [verander, toch] = melding.querySelectorAll("button");
  verander.addEventListener("click", () => {
    melding.remove();
    vraag.querySelector("textarea").focus();
  });
  toch.addEventListener("click", () => {
    melding.remove();
    houd();
  });
  vraag.querySelector("textarea").after(melding);
  melding.scrollIntoView({ block: "nearest" });
}

export function haalWaarschuwingWeg(vraag) {
  vraag.querySelector(".waarschuwing")?.remove();
}

/** Wait until the patterns are there. */
export function patronenGeladen() {
  return geladen;
}
