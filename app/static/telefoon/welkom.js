// Just linked: put everything on this phone for the one who uses it from now on, and say when that is done.

import { haalAllesOpnieuw, registreer, vergeetPaginas } from "./voorraad.js";

const bezig = document.getElementById("bezig");

async function maakKlaar() {
  if (!navigator.serviceWorker) return zeg("Deze telefoon kan alleen met internet werken, want het adres begint niet met https.");
  zeg("We zetten alles klaar op deze telefoon…");
  await vergeetPaginas();
  await registreer();
  await navigator.serviceWorker.ready;
  await haalAllesOpnieuw();
  await navigator.storage?.persist?.();
  return zeg("Klaar. U kunt nu ook zonder internet werken.");
}

function zeg(tekst) {
  bezig.textContent = tekst;
}

maakKlaar();
