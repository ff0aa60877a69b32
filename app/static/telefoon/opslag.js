// What this phone keeps, in the browser's own database: what must not get lost is kept when a transaction is complete.

import { isOefenen } from "./oefenen.js";

const VERSIE = 2;
const WINKELS = { concepten: "id", uitgaand: "id", gegevens: "naam" };

let verbinding;

/**
 * Work on these stores in one transaction: all of it is kept, or nothing. `werk` gets the stores and returns the request
 * whose result is the answer.
 */
export async function transactie(winkels, soort, werk) {
  const database = await (verbinding ??= open());
  return new Promise((gelukt, mislukt) => {
    const gaande = database.transaction(winkels, soort, { durability: "strict" });
    const verzoek = werk(...winkels.map((naam) => gaande.objectStore(naam)));
    gaande.oncomplete = () => gelukt(verzoek.result);
    gaande.onerror = gaande.onabort = () => mislukt(gaande.error);
  });
}

/** A small fact about this phone, such as how its clock runs; undefined when it was never kept. */
export async function leesGegeven(naam) {
  return (await transactie(["gegevens"], "readonly", (gegevens) => gegevens.get(naam)))?.waarde;
}

export function bewaarGegeven(naam, waarde) {
  return transactie(["gegevens"], "readwrite", (gegevens) => gegevens.put({ naam, waarde }));
}

/** Throw away everything that was kept while practising. */
export async function vergeetOefening() {
  (await verbinding)?.close();
  verbinding = undefined;
  await new Promise((klaar) => {
    const verzoek = indexedDB.deleteDatabase(naamVan(true));
    verzoek.onsuccess = verzoek.onerror = verzoek.onblocked = klaar;
  });
}

function naamVan(oefenen) {
  return oefenen ? "wijkpeil-oefenen" : "wijkpeil";
}

async function open() {
  const database = await new Promise((gelukt, mislukt) => {
    const verzoek = indexedDB.open(naamVan(isOefenen()), VERSIE);
    verzoek.onupgradeneeded = () => voegWinkelsToe(verzoek.result);
    verzoek.onsuccess = () => gelukt(verzoek.result);
    verzoek.onerror = () => mislukt(verzoek.error);
  }).catch((fout) => {
    verbinding = undefined;
    throw fout;
  });
  // A newer edition in another tab must not wait for this one; and a browser may take the database away.
  database.onversionchange = () => database.close();
  database.onclose = () => (verbinding = undefined);
  return database;
}

function voegWinkelsToe(database) {
  for (const [naam, sleutel] of Object.entries(WINKELS)) {
    if (!database.objectStoreNames.contains(naam)) database.createObjectStore(naam, { keyPath: sleutel });
  }
}
