// Taking text out of an answer: what is selected in the text is what is to go.

const text = document.getElementById("tekst");
const form = document.getElementById("weghalen");

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const selected = selection.toString().trim();
  if (!selected || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
  form.elements.stuk.value = selected;
  form.querySelector("[name=wat][value=ander]").checked = true;
});

form.elements.stuk.addEventListener("input", () => {
  form.querySelector("[name=wat][value=ander]").checked = true;
});
