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

// A code is copied by its button, or with "c" where a row is chosen; what was done is also said aloud.
async function copy(button) {
  const code = button.dataset.copy;
  await navigator.clipboard?.writeText(code).catch(() => null);
  if (!navigator.clipboard) copyOldWay(code);
  const word = button.firstElementChild;
  const before = word.textContent;
  word.textContent = button.dataset.copied;
  const said = document.getElementById("copied");
  if (said) said.textContent = `${button.dataset.copied}: ${code}`;
  if (before !== button.dataset.copied) setTimeout(() => { word.textContent = before; }, 2500);
}

// Browsers give the clipboard to pages over TLS only; inside an office many are not.
function copyOldWay(code) {
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = code;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  focused?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "c" && !event.target.closest("input, select, textarea")) {
    const button = document.querySelector("tr.chosen [data-copy]");
    if (button) { event.preventDefault(); copy(button); }
    return;
  }
  if (event.key !== " " || event.target.closest("input, select, textarea, button, summary")) return;
  const box = document.querySelector("tr.chosen input[type=checkbox]");
  if (box) { event.preventDefault(); box.checked = !box.checked; }
});
