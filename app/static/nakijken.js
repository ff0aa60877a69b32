// Reviewing with the keyboard: on to the next, back, approve, send back, reject. Every key presses what stands on the
// page, so that all of it can be done without; whoever is typing is left alone.

const form = document.getElementById("beoordeling");
const help = document.getElementById("toetsen");
const remark = form.elements.opmerking;

const KEYS = {
  j: () => document.getElementById("volgende")?.click(),
  k: () => document.getElementById("vorige")?.click(),
  a: () => {
    choose("goedgekeurd");
    form.requestSubmit();
  },
  t: () => chooseAndExplain("teruggestuurd"),
  x: () => chooseAndExplain("afgekeurd"),
  "?": () => {
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
  const press = KEYS[event.key.toLowerCase()];
  if (!press) return;
  event.preventDefault(); // the letter must not land in the field that is focused
  press();
});

function isTyping(element) {
  return element.closest("input:not([type=radio]), textarea, select, [contenteditable]") !== null;
}

function choose(status) {
  form.querySelector(`[name=status][value=${status}]`).checked = true;
}

function chooseAndExplain(status) {
  choose(status);
  remark.focus();
}
