// More rows for papers than the page came with.
"use strict";
const more = document.querySelector("[data-more-papers]");
if (more) {
  more.hidden = false;
  more.addEventListener("click", () => {
    const body = document.querySelector("[data-papers]");
    const last = body.rows[body.rows.length - 1];
    const row = last.cloneNode(true);
    const number = body.rows.length;
    row.querySelectorAll("input").forEach((field) => {
      field.name = field.name.replace(/paper_\d+_/, `paper_${number}_`);
      const label = field.getAttribute("aria-label");
      if (label) field.setAttribute("aria-label", label.replace(/\d+$/, String(number + 1)));
      if (field.type === "checkbox") field.checked = true;
      else field.value = /_originals$/.test(field.name) ? "1" : /_copies$/.test(field.name) ? "0" : "";
    });
    body.append(row);
    row.querySelector("input").focus();
  });
}
