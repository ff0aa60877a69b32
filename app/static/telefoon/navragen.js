// What the coordinator asks about interviews that were sent back. It is fetched at every contact and kept on this phone,
// so that it can be answered without network; the draft of an answer stands among the concepten.

import { alleVan as alleConcepten } from "./concepten.js";
import { isOefenen } from "./oefenen.js";
import { bewaarGegeven, leesGegeven } from "./opslag.js";
import { alleVan as alleZendingen, ONTVANGEN } from "./uitgaand.js";

const WACHTTIJD_MS = 10_000;

const luisteraars = new Set();

/** Call this whenever something was asked, or is asked no longer. */
export function bijNieuws(luister) {
  luisteraars.add(luister);
}

/** Fetch what is asked now; without network what is here stays. Throws nothing. */
export async function haalNavragen(interviewer) {
  if (isOefenen()) return;
  try {
    const antwoord = await fetch("/api/v1/navragen", { cache: "no-store", signal: AbortSignal.timeout(WACHTTIJD_MS) });
    const navragen = await antwoord.json();
    // A wifi portal answers too, and so does our server for somebody who linked this phone in another tab.
    if (!antwoord.ok || !navragen.every((navraag) => navraag.interviewerId === interviewer)) return;
    await bewaarGegeven("navragen", { interviewer, navragen });
    luisteraars.forEach((luister) => luister());
  } catch {
    // No network, or no server of ours behind it: the next round asks again.
  }
}

/** Let go of what was asked of whoever used this phone until now, and of the answers that came with it. */
export function vergeetNavragen() {
  return bewaarGegeven("navragen", undefined);
}

/** Every question that is open for this interviewer, each with the draft or the finished answer that is on this phone. */
export async function openNavragen(interviewer) {
  const bewaard = await leesGegeven("navragen");
  if (bewaard?.interviewer !== interviewer) return [];
  const [concepten, zendingen] = await Promise.all([alleConcepten(interviewer), alleZendingen(interviewer)]);
  return bewaard.navragen
    .map((navraag) => ({
      ...navraag,
      concept: concepten.find((concept) => concept.navraag?.id === navraag.id),
      zending: zendingen.find((zending) => zending.navraag === navraag.id),
    }))
    .filter(({ zending }) => zending?.staat !== ONTVANGEN);
}

/** One of them; undefined when it is no longer asked. */
export async function leesNavraag(id, interviewer) {
  return (await openNavragen(interviewer)).find((navraag) => navraag.id === id);
}
