// The answers on the page: reading them, filling them in, saying them in words, and which questions are asked.
// What counts as right is decided by the server; here stands only what helps to avoid a mistake.

/** The answer to a question as it travels: a number, a code, a list of codes, text; undefined when there is none. */
export function leesAntwoord(vraag) {
  const velden = veldenVan(vraag);
  if (vraag.dataset.soort === "open" || vraag.dataset.soort === "getal") {
    const tekst = velden[0].value.trim();
    if (!tekst) return niet(vraag)?.value;
    return vraag.dataset.soort === "getal" && /^\d{1,9}$/.test(tekst) ? Number(tekst) : velden[0].value;
  }
  const gekozen = velden.filter((veld) => veld.checked && veld.value).map((veld) => veld.value);
  if (!gekozen.length) return undefined;
  if (vraag.dataset.soort === "meerdere") return isOntwijken(vraag, gekozen[0]) ? gekozen[0] : gekozen;
  const isGetal = vraag.dataset.soort === "ladder" || vraag.dataset.soort === "cijfer";
  return isGetal && !isOntwijken(vraag, gekozen[0]) ? Number(gekozen[0]) : gekozen[0];
}

/** Show an answer that was kept. */
export function vulIn(vraag, antwoord) {
  const codes = [antwoord].flat().map(String);
  for (const veld of veldenVan(vraag)) {
    if (veld.type === "radio" || veld.type === "checkbox") veld.checked = codes.includes(veld.value);
    else if (!niet(vraag, codes[0])) veld.value = antwoord === undefined ? "" : codes[0];
  }
  const ontweken = niet(vraag, codes[0]);
  if (ontweken) ontweken.checked = true;
}

/** An answer in the words of the form; a dash when there is none. */
export function inWoorden(vraag, antwoord) {
  if (antwoord === undefined) return "–";
  const labels = [antwoord].flat().map((code) => {
    const keuze = [...vraag.querySelectorAll("input[type=radio], input[type=checkbox]")].find(
      (veld) => veld.value === String(code),
    );
    return keuze ? keuze.closest("label").textContent.trim().replace(/\s+/g, " ") : String(code);
  });
  return labels.join(", ");
}

/** The questions that are put to somebody who gives these answers, in order. */
export function gesteld(vragen, antwoorden) {
  const bereikt = [];
  const gegeven = {};
  for (const vraag of vragen) {
    const { vraag: sleutel, alleenAls, codes, eindigtTenzij } = vraag.dataset;
    if (alleenAls && ![gegeven[alleenAls]].flat().some((code) => codes.split(" ").includes(String(code)))) continue;
    bereikt.push(vraag);
    gegeven[sleutel] = antwoorden[sleutel];
    if (eindigtTenzij && gegeven[sleutel] !== undefined && gegeven[sleutel] !== eindigtTenzij) break;
  }
  return bereikt;
}

/** What to say before going on, or an empty text when the question may be left. */
export function bezwaar(vraag, antwoord) {
  const { soort, minimum, maximum } = vraag.dataset;
  if (antwoord === undefined) {
    if (!("verplicht" in vraag.dataset)) return "";
    return vraag.querySelector(".ontwijken input") ? "Kies een antwoord, of een van de knoppen eronder." : "Kies een antwoord.";
  }
  const isGetal = typeof antwoord === "number" && antwoord >= Number(minimum) && antwoord <= Number(maximum);
  if (soort === "getal" && !isGetal && !isOntwijken(vraag, antwoord)) {
    return `Vul een heel getal in van ${minimum} tot en met ${maximum}.`;
  }
  return "";
}

/** Take away what cannot go together with the choice that was just made. */
export function ruimOp(vraag, veld) {
  if (veld.name.endsWith(".niet")) {
    if (!veld.checked) return;
    veldenVan(vraag)[0].value = "";
    for (const ander of vraag.querySelectorAll(`[name="${veld.name}"]`)) ander.checked = ander === veld;
  } else if (vraag.dataset.soort === "open" || vraag.dataset.soort === "getal") {
    const ontweken = niet(vraag);
    if (ontweken) ontweken.checked = false;
  } else if (vraag.dataset.soort === "meerdere" && veld.checked) {
    const staatAlleen = (keuze) => keuze.value === vraag.dataset.alleen || isOntwijken(vraag, keuze.value);
    for (const ander of veldenVan(vraag)) {
      if (ander !== veld && (staatAlleen(veld) || staatAlleen(ander))) ander.checked = false;
    }
  }
}

function veldenVan(vraag) {
  return [...vraag.querySelectorAll(`[name="${vraag.dataset.vraag}"]`)];
}

function niet(vraag, code) {
  return [...vraag.querySelectorAll(`[name="${vraag.dataset.vraag}.niet"]`)].find((veld) =>
    code === undefined ? veld.checked : veld.value === code,
  );
}

function isOntwijken(vraag, code) {
  return [...vraag.querySelectorAll(".ontwijken input")].some((veld) => veld.value && veld.value === String(code));
}
