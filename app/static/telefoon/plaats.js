// Where the interviewer is: a straat from the list, and of the portieken only those of that straat.

/** Choose the place of an interview that began earlier. What has left the list since, merged or out of use, stays to be
 *  chosen here under the name it had: whatever is sent for it is received. */
export function zetPlaats({ straatId, portiekId }, concept) {
  if (concept.straatId && !optie(straatId, concept.straatId)) straatId.add(new Option(concept.straat, concept.straatId));
  straatId.value = concept.straatId ?? "";
  if (!portiekId) return;
  if (concept.portiekId) houdPortiek(portiekId, concept);
  portiekId.value = concept.portiekId ?? "";
}

/** Show the portieken of the chosen straat, and drop a choice that is not among them. */
export function beperkPortieken({ straatId, portiekId }) {
  if (!portiekId) return;
  for (const groep of portiekId.querySelectorAll("optgroup")) {
    groep.hidden = groep.disabled = groep.dataset.straat !== straatId.value;
  }
  if (portiekId.selectedOptions[0]?.parentElement.disabled) portiekId.value = "";
}

function houdPortiek(portiekId, concept) {
  const bekend = optie(portiekId, concept.portiekId);
  if (bekend?.parentElement.dataset.straat === concept.straatId) return;
  const groep = Object.assign(document.createElement("optgroup"), { label: concept.straat });
  groep.dataset.straat = concept.straatId;
  groep.append(bekend ?? new Option("Het portiek van toen", concept.portiekId));
  portiekId.append(groep);
}

function optie(lijst, waarde) {
  return [...lijst.options].find(({ value }) => value === waarde);
}
