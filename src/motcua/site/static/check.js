// The checker of reports: findings are shown by how sure they are; while a report is read, the page says so.
"use strict";
const levels = [...document.querySelectorAll("[data-level]")];
const only = document.querySelector("[data-only]");

function show() {
  const wanted = new Set(levels.filter((box) => box.checked).map((box) => box.value));
  document.querySelectorAll("[data-of]").forEach((one) => {
    const off = !wanted.has(one.dataset.of);
    if (one.tagName === "MARK") one.classList.toggle("off", off);
    else one.hidden = off;
  });
  document.querySelectorAll(".check-row").forEach((row) => {
    const noted = [...row.querySelectorAll(".check-note")].some((note) => !note.hidden);
    row.hidden = Boolean(only?.checked) && !noted;
  });
}

[...levels, only].forEach((box) => box?.addEventListener("change", show));

document.querySelector("[data-check]")?.addEventListener("submit", (event) => {
  event.target.querySelector(".check-busy").hidden = false;
  event.target.querySelector("button.primary").disabled = true;
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("[data-check] button.primary").forEach((button) => { button.disabled = false; });
  document.querySelectorAll(".check-busy").forEach((busy) => { busy.hidden = true; });
});
