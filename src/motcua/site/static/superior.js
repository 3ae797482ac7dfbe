// A superior's file: the panel of a number takes the keyboard, Escape gives it back, arrows move between numbers of a table.
"use strict";
let opener = null;

function mark(link) {
  document.querySelectorAll(".spot[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
  opener = link;
}

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "bind") return;
  const form = event.target.querySelector("[data-binding]");
  const link = form && document.getElementById("o-" + form.dataset.binding);
  if (!link) return;
  mark(link);
  event.target.querySelector("select").focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opener && document.getElementById("bind").contains(document.activeElement)) opener.focus();
  const link = event.target.closest?.("[data-arrows] a.spot");
  if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
  const next = neighbour(link, event.key);
  if (next) { event.preventDefault(); next.focus(); }
});

// The nearest number in the direction of an arrow key, by where they stand on the page.
function neighbour(link, key) {
  const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const step = steps[key];
  if (!step) return null;
  const middle = (one) => { const box = one.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; };
  const [x, y] = middle(link);
  let best = null, least = Infinity;
  link.closest("[data-arrows]").querySelectorAll("a.spot").forEach((one) => {
    const [left, top] = middle(one), along = (left - x) * step[0] + (top - y) * step[1];
    const aside = Math.abs((left - x) * step[1]) + Math.abs((top - y) * step[0]);
    if (one !== link && along > 4 && along + 4 * aside < least) { best = one; least = along + 4 * aside; }
  });
  return best;
}

const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (named?.classList.contains("spot")) named.focus();
