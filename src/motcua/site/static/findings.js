// Ticking rows: all on the page, or with the key x the row that was walked to; how many are ticked is told.
"use strict";
document.querySelectorAll("[data-ticks]").forEach((form) => {
  const boxes = () => [...form.querySelectorAll("tbody input[type=checkbox]")];
  const all = form.querySelector("[data-tick-all]");
  const told = form.querySelector("[data-ticked]");
  const tell = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    if (told) told.textContent = ticked ? `(${ticked})` : "";
    if (all) {
      all.checked = ticked > 0 && ticked === boxes().length;
      all.indeterminate = ticked > 0 && !all.checked;
    }
  };
  all?.addEventListener("change", () => { boxes().forEach((box) => { box.checked = all.checked; }); tell(); });
  form.addEventListener("change", tell);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const box = form.querySelector("tr.chosen input[type=checkbox]");
    if (!box) return;
    event.preventDefault();
    box.checked = !box.checked;
    tell();
  });
});
