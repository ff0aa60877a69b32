// Marking a passage with the mouse or a finger: what is selected in an answer fills the form below it, which can be
// filled in without this as well. Where the passage begins is told in characters, as the server counts them.

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const words = answerAround(range.commonAncestorContainer);
  if (words) fillIn(words.parentElement.querySelector(".markeren"), range, words);
});

function answerAround(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element.closest("[data-woorden]");
}

function fillIn(details, range, words) {
  const before = document.createRange();
  before.setStart(words, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const { passage, plaats } = details.querySelector("form").elements;
  details.open = true;
  plaats.value = [...before.toString()].length;
  passage.value = range.toString();
}
