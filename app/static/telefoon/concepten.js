// Interviews that are not handed in yet, kept on this phone: one record per interview, under its own UUID.
// Every promise here is kept only when the browser's transaction is complete.

const NAAM = "wijkpeil";
const WINKEL = "concepten";

/** Keep this concept, as it is now. */
export function bewaar(concept) {
  return transactie("readwrite", (winkel) => winkel.put(concept));
}

/** The concept under this id, or undefined. */
export function lees(id) {
  return transactie("readonly", (winkel) => winkel.get(id));
}

/** Every concept of this interviewer, the newest first; somebody else's on the same phone are not ours to show. */
export async function alleVan(interviewer) {
  const alle = await transactie("readonly", (winkel) => winkel.getAll());
  return alle
    .filter((concept) => concept.interviewer === interviewer)
    .sort((een, ander) => ander.begonnenOp.localeCompare(een.begonnenOp));
}

/** Let go of a concept: after a clear yes of the server, or when the interviewer says so. */
export function verwijder(id) {
  return transactie("readwrite", (winkel) => winkel.delete(id));
}

async function transactie(soort, werk) {
  const database = await openen();
  try {
    return await new Promise((gelukt, mislukt) => {
      const gaande = database.transaction(WINKEL, soort, { durability: "strict" });
      const verzoek = werk(gaande.objectStore(WINKEL));
      gaande.oncomplete = () => gelukt(verzoek.result);
      gaande.onerror = gaande.onabort = () => mislukt(gaande.error);
    });
  } finally {
    database.close();
  }
}

function openen() {
  return new Promise((gelukt, mislukt) => {
    const verzoek = indexedDB.open(NAAM, 1);
    verzoek.onupgradeneeded = () => verzoek.result.createObjectStore(WINKEL, { keyPath: "id" });
    verzoek.onsuccess = () => gelukt(verzoek.result);
    verzoek.onerror = () => mislukt(verzoek.error);
  });
}
