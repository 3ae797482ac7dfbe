// What pages do beyond links and forms: menus close, lists are walked with keys, drafts survive, failures are told.
"use strict";
document.documentElement.classList.add("scripted");

// On a narrow screen rows that move sideways are moved to what is open in them, with a part of what is before it.
const BEFORE = 48;
for (const here of document.querySelectorAll(".sections-row [aria-current], .tabs [aria-current], .switch [aria-current]")) {
  const row = here.closest(".sections-row, .tabs, .switch");
  if (row.scrollWidth > row.clientWidth) row.scrollLeft = here.offsetLeft - row.offsetLeft - BEFORE;
}

const typing = (element) => element.closest("input, select, textarea, [contenteditable]") !== null;
const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);

function closeMenus(but) {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu !== but && !menu.contains(but)) menu.open = false;
  });
}

function walk(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("chosen"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("chosen", row === next));
  next.querySelector("a, button").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => walk(1),
  k: () => walk(-1),
  // A page's own search box comes before the one in the frame.
  "/": () => { const box = document.querySelector("main [data-search]") ?? document.querySelector("[data-search]"); box?.focus(); box?.select(); },
  "?": () => { const link = document.querySelector("a[href$='/phim-tat']"); if (link) location.href = link.href; },
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = document.querySelector("details.menu[open]");
    closeMenus(null);
    open?.querySelector("summary").focus();
    document.querySelectorAll(".found").forEach((found) => found.replaceChildren());
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = keys[event.key];
  if (act) { event.preventDefault(); act(); }
});

// A form is sent once, however often its button is pressed; one that brings a file can be sent again a little later.
const AGAIN = 4000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (Date.now() - Number(form.dataset.sent || 0) < AGAIN) event.preventDefault();
  else form.dataset.sent = String(Date.now());
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  if (event.target.closest("[data-print]")) window.print();
});

// A file that the server would refuse is not sent at all. Before every other listener, for one sends at once.
document.addEventListener("change", (event) => {
  const most = Number(document.getElementById("alarm").dataset.most);
  const size = [...(event.target.files || [])].reduce((sum, file) => sum + file.size, 0);
  if (size <= most) return;
  event.stopImmediatePropagation();
  event.target.value = "";
  alarm("large");
}, true);

document.addEventListener("change", (event) => {
  event.target.closest("[data-send-on-change]")?.requestSubmit();
  const drop = event.target.closest(".drop");
  if (drop) showNames(drop, event.target.files);
});

function showNames(drop, files) {
  const list = drop.querySelector(".drop-names");
  list.replaceChildren(...[...files].map((file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1024)).toLocaleString("vi")} KB)`;
    return line;
  }));
  drop.closest("form").querySelector("button").disabled = files.length === 0;
}

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.target.closest?.(".drop")?.classList.toggle("over", name === "dragover");
  });
}

// A draft is kept in this browser until the server has said that it is saved.
const draftKey = (area) => `draft:${area.dataset.draft}`;
document.querySelectorAll("textarea[data-draft], input[data-draft]").forEach((area) => {
  const kept = localStorage.getItem(draftKey(area));
  if (kept !== null && kept !== area.value) {
    area.value = kept;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
document.addEventListener("input", (event) => {
  if (event.target.dataset.draft) localStorage.setItem(draftKey(event.target), event.target.value);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const area = event.detail.elt;
  if (event.detail.successful && area.dataset.draft) localStorage.removeItem(draftKey(area));
});

function alarm(what) {
  const box = document.getElementById("alarm");
  box.textContent = box.dataset[what];
  box.hidden = false;
  setTimeout(() => { box.hidden = true; }, 12000);
}
document.addEventListener("htmx:sendError", () => alarm("offline"));
document.addEventListener("htmx:responseError", (event) => alarm(event.detail.xhr.status === 401 ? "ended" : "refused"));
