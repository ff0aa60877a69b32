// The intrekbriefje: a code for the respondent, with which they can have the interview withdrawn without saying who they
// are. It is drawn when the interview is saved and shown once: after that the phone keeps it nowhere but in the message.

const briefje = document.getElementById("intrekbriefje");

/** Two words and four digits, each as likely as any other. */
export function trekIntrekcode() {
  const woorden = document.getElementById("intrekwoorden").content.textContent.trim().split(/\s+/);
  const woord = () => woorden[trek(woorden.length)];
  return `${woord()}-${woord()}-${String(trek(10_000)).padStart(4, "0")}`;
}

/** Show the code, to read aloud, to copy or to print. */
export function toonBriefje(code) {
  briefje.querySelector(".intrekcode").textContent = code.replaceAll("-", " ");
  briefje.querySelector(".adres").textContent = `${location.host}/intrekken`;
  briefje.querySelector("button").addEventListener("click", () => print());
  briefje.hidden = false;
}

/** A number below the limit. What would make the lowest ones likelier is drawn again. */
function trek(grens) {
  const [getal] = crypto.getRandomValues(new Uint32Array(1));
  return getal < Math.floor(2 ** 32 / grens) * grens ? getal % grens : trek(grens);
}
