// The editor of a workflow: numbers beside the lines, problems lead to their line, a new line begins where the last one did.
"use strict";
(() => {
  const text = document.getElementById("text");
  if (!text) return;
  const numbers = document.querySelector(".flow-numbers");

  function count() {
    const lines = text.value.split("\n").length;
    if (numbers.childElementCount === lines) return;
    numbers.replaceChildren(...Array.from({ length: lines }, (_, at) => {
      const line = document.createElement("span");
      line.textContent = `${at + 1}\n`;
      return line;
    }));
    mark();
  }

  function mark() {
    const wrong = new Set([...document.querySelectorAll("#checked [data-line]")].map((link) => link.dataset.line));
    [...numbers.children].forEach((line, at) => line.classList.toggle("wrong", wrong.has(String(at + 1))));
  }

  function goTo(line) {
    const before = text.value.split("\n").slice(0, line - 1).join("\n");
    const start = before.length + (line > 1 ? 1 : 0);
    const end = text.value.indexOf("\n", start);
    text.focus();
    text.setSelectionRange(start, end < 0 ? text.value.length : end);
    text.scrollTop = (line - 4) * parseFloat(getComputedStyle(text).lineHeight);
  }

  text.addEventListener("scroll", () => { numbers.scrollTop = text.scrollTop; });
  text.addEventListener("input", count);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    const line = text.value.slice(text.value.lastIndexOf("\n", text.selectionStart - 1) + 1, text.selectionStart);
    event.preventDefault();
    document.execCommand("insertText", false, `\n${line.match(/^ */)[0]}`);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#checked [data-line]");
    if (!link) return;
    event.preventDefault();
    goTo(Number(link.dataset.line));
  });
  document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "checked") mark(); });
  count();
})();
