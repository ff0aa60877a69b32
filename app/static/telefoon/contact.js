// Contact with the server: tell what is still here, and hear what time it is, what is safe there and what it lost.

import { isOefenen } from "./oefenen.js";
import { bewaarGegeven, leesGegeven } from "./opslag.js";
import { anderenDan, neemOver } from "./overname.js";
import { alleVan, nietOntvangen, nogHier, ruimBewijzenOp, verwerkStand } from "./uitgaand.js";

const WACHTTIJD_MS = 10_000;
const RUST_MS = 60_000;
const KLOK_GRENS_S = 300;
const HOOGSTENS = 1000;

/** Report to the server, unless it has just heard the same; whether it turned out to have lost anything. Throws nothing. */
export async function meldToestel(interviewer) {
  if (isOefenen()) return false;
  const zendingen = await alleVan(interviewer);
  const nietVerstuurd = nietOntvangen(zendingen).length;
  const vorig = await leesGegeven("contact");
  const isVers = vorig && Math.abs(Date.now() - Date.parse(vorig.op)) < RUST_MS;
  if (isVers && vorig.interviewer === interviewer && vorig.nietVerstuurd === nietVerstuurd) return false;
  const anderen = await anderenDan(interviewer);
  const begin = Date.now();
  try {
    const antwoord = await fetch("/api/v1/toestel", {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ nietVerstuurd, ...nogOpTelefoon(zendingen), ...(anderen.length && { anderen }) }),
      signal: AbortSignal.timeout(WACHTTIJD_MS),
    });
    const { interviewerId, ontvangenOp, veilig = [], ontbreekt = [], onbekend = [] } = await antwoord.json();
    if (!antwoord.ok || interviewerId !== interviewer) return false;
    if (onbekend.length) {
      await neemOver(onbekend, interviewer);
      await meldToestel(interviewer);
      return true; // also what the old account never sent goes now
    }
    const midden = (begin + Date.now()) / 2;
    await bewaarGegeven("klokverschil", Math.round((midden - Date.parse(ontvangenOp)) / 1000));
    await verwerkStand({ veilig, ontbreekt });
    await ruimBewijzenOp(interviewer, Date.parse(ontvangenOp));
    // Last: a page that is left half-way must not pass for one that heard everything.
    await bewaarGegeven("contact", { interviewer, nietVerstuurd, op: new Date().toISOString() });
    return ontbreekt.length > 0;
  } catch {
    return false; // no network, or no server of ours behind it: the next round reports again
  }
}

/** The ids of what was received and can still be handed in again, by kind; nothing when there is nothing. */
function nogOpTelefoon(zendingen) {
  const hier = nogHier(zendingen).slice(0, HOOGSTENS);
  if (!hier.length) return {};
  const ids = (soort) => hier.filter((zending) => zending.soort === soort).map(({ id }) => id);
  return { bewaard: { interviews: ids("interview"), contactpogingen: ids("contactpoging"), reacties: ids("reactie") } };
}

/** How many seconds this phone's clock was ahead of the server's when last measured; undefined when it never was. */
export function klokverschil() {
  return leesGegeven("klokverschil");
}

/** What to tell the interviewer about the clock; an empty text when it is right enough. */
export function klokWaarschuwing(seconden) {
  if (seconden === undefined || Math.abs(seconden) <= KLOK_GRENS_S) return "";
  const minuten = Math.round(Math.abs(seconden) / 60);
  const hoeveel = minuten < 120 ? `${minuten} minuten` : `${Math.round(minuten / 60)} uur`;
  return `De klok van deze telefoon loopt ${hoeveel} ${seconden > 0 ? "voor" : "achter"}. Zet de klok goed: kies “automatische tijd” bij de instellingen.`;
}
