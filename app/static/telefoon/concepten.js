// Interviews that are not finished yet, kept on this phone: one record per interview, under its own UUID.

import { transactie } from "./opslag.js";

/** Keep this concept, as it is now. */
export function bewaar(concept) {
  return transactie(["concepten"], "readwrite", (concepten) => concepten.put(concept));
}

/** The concept under this id, or undefined. */
export function lees(id) {
  return transactie(["concepten"], "readonly", (concepten) => concepten.get(id));
}

/** Every concept of this interviewer, the newest first; somebody else's on the same phone are not ours to show. */
export async function alleVan(interviewer) {
  const alle = await transactie(["concepten"], "readonly", (concepten) => concepten.getAll());
  return alle
    .filter((concept) => concept.interviewer === interviewer)
    .sort((een, ander) => ander.begonnenOp.localeCompare(een.begonnenOp));
}

/** Let go of a concept because the interviewer says so. */
export function verwijder(id) {
  return transactie(["concepten"], "readwrite", (concepten) => concepten.delete(id));
}

/** Minted on the phone when something begins. Not randomUUID: on plain http over a local network it is not there. */
export function nieuwId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const tekst = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return tekst.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
