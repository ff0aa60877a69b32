// What is still needed per straat: what the server knew when it made the page, and what this phone did since.

const straten = document.getElementById("straten");

/** Add what is in the outbox, and what was received after the page was made, to the counts on the page. */
export function telErbij(zendingen) {
  if (!straten) return;
  const { meetronde, gemetenOp } = straten.dataset;
  const erbij = new Map();
  for (const { telt, bericht, ontvangenOp } of zendingen) {
    if (!telt || bericht.meetronde !== meetronde || (ontvangenOp && ontvangenOp <= gemetenOp)) continue;
    const sleutel = `${bericht.straatId} ${bericht.soort}`;
    erbij.set(sleutel, (erbij.get(sleutel) ?? 0) + 1);
  }
  for (const plek of straten.querySelectorAll("[data-soort]")) {
    const { straat } = plek.closest("[data-straat]").dataset;
    const extra = erbij.get(`${straat} ${plek.dataset.soort}`) ?? 0;
    zegStand(plek, Number(plek.dataset.gedaan) + extra, Number(plek.dataset.doel));
  }
}

function zegStand(plek, gedaan, doel) {
  const nog = Math.max(0, doel - gedaan);
  plek.querySelector(".gedaan").textContent = gedaan;
  plek.classList.toggle("gehaald", doel > 0 && nog === 0);
  const rest = plek.querySelector(".nog");
  if (rest) rest.textContent = nog ? `, nog ${nog}` : ", klaar ✓";
}
