// Practising: the same pages in another colour, with a database of its own that is thrown away. Nothing is ever sent.

const STAND = "wijkpeil-oefenen";

/** Whether this phone is practising. */
export function isOefenen() {
  return localStorage.getItem(STAND) !== null;
}

/** Whether the practice pretends that there is no network. */
export function zonderNetwerk() {
  return localStorage.getItem(STAND) === "zonder-netwerk";
}

export function begin() {
  localStorage.setItem(STAND, "met-netwerk");
}

export function doeAlsofZonderNetwerk(zonder) {
  localStorage.setItem(STAND, zonder ? "zonder-netwerk" : "met-netwerk");
}

export function stop() {
  localStorage.removeItem(STAND);
}
