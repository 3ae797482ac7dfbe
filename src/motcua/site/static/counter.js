// The reception form: the procedure is chosen with keys, known applicants fill in, scans are sent, drafts are kept.
"use strict";
const reception = document.getElementById("reception");
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;
const byId = (id) => document.getElementById(id);

// A procedure: a list under the field, walked with arrows, chosen with Enter. The first one brings papers and fees
// with it, each further one of a linked request a line.
const comboOf = (element) => {
  const box = element.closest("[data-combo]");
  return box && { box, words: box.querySelector("[role=combobox]"), list: box.querySelector("[role=listbox]"), chosen: box.querySelector("input[type=hidden]") };
};
const optionsOf = (combo) => [...combo.list.querySelectorAll("[role=option]")];

function mark(combo, option) {
  optionsOf(combo).forEach((one) => one.setAttribute("aria-selected", String(one === option)));
  if (option) { combo.words.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
  else combo.words.removeAttribute("aria-activedescendant");
}

function close(combo) { combo.list.replaceChildren(); combo.words.setAttribute("aria-expanded", "false"); mark(combo, null); }

function choose(combo, option) {
  combo.words.value = option.dataset.name;
  combo.chosen.value = option.dataset.procedure;
  close(combo);
  refresh(combo);
  byId(combo.box.dataset.then).focus();
}

function refresh(combo) {
  if (combo.box.dataset.line) refreshLine(combo);
  else refreshOffer();
}

const valueOf = (name) => reception.querySelector(`input[name="${name}"]:checked, select[name="${name}"]`)?.value || "";

function refreshLine(combo) {
  const line = byId(combo.box.dataset.line);
  if (!combo.chosen.value) { line.replaceChildren(); return; }
  const values = new URLSearchParams({ procedure: combo.chosen.value, linked: "1", channel: valueOf("channel"), resolved_by: byId(combo.box.dataset.then).value });
  htmx.ajax("GET", `${reception.dataset.offer}?${values}`, { target: line, swap: "innerHTML" });
}

// `kept` is what a draft says where it is not on the page yet.
function refreshOffer(kept = {}) {
  const procedure = byId("procedure").value;
  if (!procedure) return;
  const values = new URLSearchParams({ procedure });
  for (const name of ["channel", "lane", "resolved_by"]) {
    const value = kept[name] || valueOf(name);
    if (value) values.set(name, value);
  }
  const typed = [...new FormData(reception)].filter(([name]) => /^(paper|fee)-/.test(name));
  const before = { ...Object.fromEntries(typed), ...kept };
  htmx.ajax("GET", `${reception.dataset.offer}?${values}`, { target: "#offer", swap: "innerHTML" }).then(() => refill(before));
}

const combos = () => [...reception.querySelectorAll("[data-combo]")].map(comboOf);
const refreshLines = () => combos().filter((combo) => combo.box.dataset.line).forEach(refreshLine);

// A change of lane or channel draws the lines anew; what was ticked and typed in the same line stays.
function refill(before) {
  byId("offer").querySelectorAll("[name]").forEach((field) => {
    if (!(field.name in before) || field.type === "radio") return;
    const line = field.name.match(/^(paper-\d+)-/);
    const name = line && byId("offer").querySelector(`[name="${line[1]}-name"]`);
    if (name && before[`${line[1]}-name`] !== name.value && name.value) return;
    if (field.type === "checkbox") field.checked = true;
    else if (field.type !== "file" && before[field.name]) field.value = before[field.name];
    if (field.name.endsWith("-file-name")) field.parentElement.querySelector(".scan-name").textContent = field.value;
  });
}

function walkOptions(event, combo) {
  const found = optionsOf(combo);
  const at = found.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (found.length) mark(combo, found[(at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (at >= 0) choose(combo, found[at]);
  } else if (event.key === "Escape") close(combo);
}

// The due date stands beside the button, whatever of the form is on the screen.
function showDue() { byId("due-short").textContent = byId("offer").querySelector("[data-due]")?.dataset.due || ""; }

if (reception) {
  showDue();
  document.addEventListener("htmx:afterSwap", (event) => {
    showDue();
    const combo = event.detail.target.matches("[role=listbox]") && comboOf(event.detail.target);
    if (!combo) return;
    const found = optionsOf(combo);
    combo.words.setAttribute("aria-expanded", String(found.length > 0));
    mark(combo, found[0] || null);
  });
  for (const combo of combos()) {
    combo.words.addEventListener("input", () => { combo.chosen.value = ""; if (combo.box.dataset.line) refreshLine(combo); });
    combo.words.addEventListener("keydown", (event) => walkOptions(event, combo));
    combo.words.addEventListener("blur", () => setTimeout(close, 150, combo));
    combo.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) { event.preventDefault(); choose(combo, option); }
    });
  }
  reception.addEventListener("change", (event) => {
    if (["channel", "lane", "resolved_by"].includes(event.target.name)) refreshOffer();
    if (event.target.name === "channel") refreshLines();
    if (event.target.dataset.linked !== undefined) refreshLine(comboOf(event.target.closest(".linked-line").querySelector("[data-combo]")));
    if (event.target.dataset.paper !== undefined) send(event.target);
  });
  refreshLines();
  // Enter in a field goes on to the next one; only the buttons take the dossier in, and Ctrl+Enter from anywhere.
  reception.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.target.blur();
      reception.requestSubmit(byId("accept"));
    }
    else if (event.key === "Enter" && event.target.matches("input:not([role=combobox])")) goOn(event);
  });
}

function goOn(event) {
  event.preventDefault();
  const fields = [...reception.querySelectorAll("input:not([type=hidden]), select, textarea, button")].filter((one) => one.offsetParent);
  fields[fields.indexOf(event.target) + 1]?.focus();
}

// The square code of an identity card, read by a scanner that types: number|old number|name|birth|sex|address|issued.
function spreadCard() {
  const parts = byId("id_number").value.split("|").map((one) => one.trim());
  if (parts.length < 6) return;
  byId("id_number").value = parts[0];
  if (parts[2]) byId("name").value = parts[2];
  if (parts[5]) byId("address").value = parts[5];
}

// An identity number that is known fills in the rest; it travels in the body, never in an address.
async function fillKnown() {
  spreadCard();
  const number = byId("id_number").value.trim();
  byId("known").textContent = "";
  if (number.length < 6) return;
  const body = new URLSearchParams({ id_number: number, csrfmiddlewaretoken: token() });
  const answer = await fetch(reception.dataset.applicant, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) return;
  const known = await answer.json();
  let filled = false;
  for (const name of ["name", "phone", "address", "email"]) {
    if (known[name] && !byId(name).value) { byId(name).value = known[name]; filled = true; }
  }
  if (known.kind) byId("kind").value = String(known.kind);
  if (filled) byId("known").textContent = reception.dataset.wordsKnown;
}
byId("id_number")?.addEventListener("change", fillKnown);

async function send(field) {
  const said = field.parentElement.querySelector(".scan-name");
  const hidden = (end) => reception.querySelector(`[name="paper-${field.dataset.paper}-${end}"]`);
  const body = new FormData();
  body.append("csrfmiddlewaretoken", token());
  body.append("file", field.files[0]);
  said.classList.remove("wrong");
  said.textContent = reception.dataset.wordsSending;
  const answer = await fetch(reception.dataset.upload, { method: "POST", body }).catch(() => null);
  const told = answer ? await answer.json().catch(() => ({})) : {};
  if (answer?.ok && told.file) {
    hidden("file").value = told.file; hidden("file-name").value = told.name; said.textContent = told.name;
    reception.querySelector(`[name="paper-${field.dataset.paper}-in"]`).checked = true;
  } else { said.classList.add("wrong"); said.textContent = told.problem || reception.dataset.wordsFailed; }
  field.value = "";
  keepSoon();
}

// The draft: to the server while typing, and into this browser where the server does not answer.
let waiting;
const values = () => new URLSearchParams([...new FormData(reception)].filter(([, value]) => typeof value === "string"));
function keepSoon() { clearTimeout(waiting); waiting = setTimeout(keepNow, 800); }

async function keepNow() {
  const answer = await fetch(reception.dataset.draft, { method: "POST", body: values(), redirect: "manual" }).catch(() => null);
  if (answer?.ok) { localStorage.removeItem(reception.dataset.kept); byId("saved").textContent = reception.dataset.wordsSaved; return; }
  keepHere();
  byId("saved").textContent = reception.dataset.wordsOffline;
}

function keepHere() {
  const kept = values();
  kept.delete("csrfmiddlewaretoken");
  localStorage.setItem(reception.dataset.kept, kept.toString());
}

// What was sent stays in this browser until the next page says that it has arrived. Its key stays with it: sent
// again it is the same dossier, not a second one.
function submitted(event) {
  clearTimeout(waiting);
  keepHere();
  if (navigator.onLine) return;
  event.preventDefault();
  byId("saved").textContent = reception.dataset.wordsOffline;
}

function restoreHere(kept) {
  for (const [name, value] of Object.entries(kept)) {
    for (const field of reception.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = field.value === value;
      else if (field.type !== "file") field.value = value;
    }
  }
  refreshOffer(kept);
  refreshLines();
  keepSoon();
}

if (reception) {
  reception.addEventListener("input", keepSoon);
  window.addEventListener("online", keepNow);
  reception.addEventListener("submit", submitted);
  byId("clear").addEventListener("submit", () => localStorage.removeItem(reception.dataset.kept));
  const kept = localStorage.getItem(reception.dataset.kept);
  if (kept && !byId("name").value && !byId("procedure").value) restoreHere(Object.fromEntries(new URLSearchParams(kept)));
  byId("wrong")?.focus();
}

// After reception: what was kept here has arrived; a key for the next person, one for the receipt.
const arrived = document.querySelector("[data-arrived]");
if (arrived) localStorage.removeItem(arrived.dataset.arrived);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const link = byId({ n: "next", p: "slip" }[event.key] || "");
  if (link) { event.preventDefault(); link.click(); }
});
