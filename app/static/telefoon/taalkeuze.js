// The choice of the language of the toonkaart, for the interviewer and the respondent together.

/**
 * The languages as a group of choices. `talen` is what /telefoon/toonkaarten gave, `gekozen` the code of one of them;
 * `kies` hears the code of another.
 */
export function kiesTaal({ talen, gekozen, kies }) {
  const groep = document.createElement("fieldset");
  groep.className = "taalkeuze";
  const titel = document.createElement("legend");
  titel.textContent = "Taal van de toonkaart";
  const keuzes = document.createElement("div");
  keuzes.className = "keuzes";
  keuzes.append(...talen.map((taal) => maakKeuze(taal, taal.code === gekozen)));
  groep.append(titel, keuzes);
  groep.addEventListener("change", (gebeurtenis) => kies(gebeurtenis.target.value));
  return groep;
}

function maakKeuze(taal, isGekozen) {
  const [keuze, veld, tekst, naam, bij] = ["label", "input", "span", "bdi", "span"].map((soort) => document.createElement(soort));
  keuze.className = "keuze";
  Object.assign(veld, { type: "radio", name: "toonkaart-taal", value: taal.code, checked: isGekozen });
  Object.assign(naam, { lang: taal.code, textContent: taal.naam });
  bij.className = "zacht";
  const nederlands = taal.inHetNederlands === taal.naam ? [] : [taal.inHetNederlands];
  bij.textContent = [...nederlands, ...(taal.concept ? ["concept"] : [])].join(", ");
  tekst.append(naam, " ", bij);
  keuze.append(veld, tekst);
  return keuze;
}
