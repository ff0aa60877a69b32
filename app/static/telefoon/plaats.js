// Where the interviewer is: a straat from the list, and of the portieken only those of that straat.

/** Show the portieken of the chosen straat, and drop a choice that is not among them. */
export function beperkPortieken({ straatId, portiekId }) {
  if (!portiekId) return;
  for (const groep of portiekId.querySelectorAll("optgroup")) {
    groep.hidden = groep.disabled = groep.dataset.straat !== straatId.value;
  }
  if (portiekId.selectedOptions[0]?.parentElement.disabled) portiekId.value = "";
}
