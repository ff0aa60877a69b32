// Handing in one interview. A concept may be let go of only after a clear yes that carries its own id.

const WACHTTIJD = 10_000;

/** Hand in a concept. Answers with what happened, and throws nothing. */
export async function verzend(concept) {
  let antwoord, inhoud;
  try {
    antwoord = await fetch(`/api/v1/interviews/${concept.id}`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(bericht(concept)),
      signal: AbortSignal.timeout(WACHTTIJD),
    });
    inhoud = await antwoord.json();
  } catch {
    return { bewaard: false, uitleg: "Er is geen verbinding. Het interview staat veilig op deze telefoon. Probeer het straks nog eens." };
  }
  if ((antwoord.status === 200 || antwoord.status === 201) && inhoud.id === concept.id) {
    return { bewaard: true, nummer: inhoud.ontvangstnummer };
  }
  if (antwoord.status === 401) {
    return { bewaard: false, uitleg: "Deze telefoon is niet meer gekoppeld. Het interview blijft hier staan. Vraag de coördinator om een nieuwe koppellink." };
  }
  const uitleg = inhoud.detail ?? "Wijkpeil gaf een antwoord dat we niet begrijpen. Probeer het straks nog eens.";
  return { bewaard: false, uitleg: `${uitleg} Het interview staat nog op deze telefoon.`, fouten: inhoud.fouten ?? [] };
}

function bericht(concept) {
  const { soort, vragenlijstVersie, meetronde, straatId, portiekId, begonnenOp, afgerondOp, antwoorden } = concept;
  return { soort, vragenlijstVersie, meetronde, straatId, portiekId, begonnenOp, afgerondOp, antwoorden };
}
