// The desk: an act's form opens in its place with the first field in focus, drafts come back, codes are copied.
"use strict";
const draftOf = (area) => `draft:${area.dataset.draft}`;

document.addEventListener("htmx:afterSwap", (event) => {
  const form = document.querySelector("#act form.act-form, form.act-form");
  if (!form) return;
  form.querySelectorAll("[data-draft]").forEach((area) => {
    const kept = localStorage.getItem(draftOf(area));
    if (kept !== null && !area.value) area.value = kept;
  });
  const wrong = form.querySelector(".field-wrong input, .field-wrong textarea, .field-wrong select");
  (wrong || form.querySelector("textarea, select, input:not([type=hidden])") || form.querySelector("[data-focus]"))?.focus();
  form.scrollIntoView({ block: "nearest" });
});

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const done = event.detail.xhr.getResponseHeader("HX-Redirect");
  if (!done) return;
  event.detail.elt.querySelectorAll?.("[data-draft]").forEach((area) => localStorage.removeItem(draftOf(area)));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  navigator.clipboard?.writeText(button.dataset.copy).then(() => { button.textContent = button.dataset.copied; });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.target.closest("input, select, textarea, button, summary")) return;
  const box = document.querySelector("tr.chosen input[type=checkbox]");
  if (box) { event.preventDefault(); box.checked = !box.checked; }
});
