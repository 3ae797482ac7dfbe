// Copying a list, and putting a value where the cursor stands.
"use strict";

async function copy(area) {
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    // Without HTTPS a browser gives no clipboard: what is selected can still be copied.
    area.select();
    return document.execCommand("copy");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    const done = await copy(document.getElementById(button.dataset.copy));
    button.parentElement.querySelector("[role='status']").textContent = done ? button.dataset.copied : "";
    return;
  }
  const parameter = event.target.closest("[data-insert]");
  if (parameter) insert(parameter.dataset.insert);
});

let last = document.getElementById("text");
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-writes]")) last = event.target;
});

function insert(code) {
  last.setRangeText(code, last.selectionStart, last.selectionEnd, "end");
  last.focus();
  last.dispatchEvent(new Event("input", { bubbles: true }));
}
