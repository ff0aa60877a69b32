// Load htmx from the CDN when it answers quickly, else our own copy. A plain script tag would hang the page for half a
// minute on a network that accepts the connection and never answers; and a tag with a timer beside it can run htmx twice.

const PATIENCE_MS = 800;
const { cdn, integrity, own } = document.querySelector("script[data-own]").dataset;

async function cdnAnswers() {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(cdn, { integrity, mode: "cors", credentials: "omit", signal });
  await answer.blob();
  return answer.ok;
}

function insert(attributes) {
  document.head.append(Object.assign(document.createElement("script"), attributes));
}

const useCdn = cdn !== "" && (await cdnAnswers().catch(() => false));
insert(useCdn ? { src: cdn, integrity, crossOrigin: "anonymous" } : { src: own });
