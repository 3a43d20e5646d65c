"use strict";
// Sorts and narrows the tables, and unfolds what a link leads into. The page can be read without it.
const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const shown = cell => {
  const copy = cell.cloneNode(true);
  for (const proof of copy.querySelectorAll(".proof")) proof.remove();
  return copy.textContent.trim().replace(/\s+/g, " ");
};
const key = cell => cell.dataset.sort ?? shown(cell);

function sort(table, column, direction) {
  const sign = direction === "ascending" ? 1 : -1;
  const rows = [...table.tBodies[0].rows].map(row => [key(row.cells[column]), row]);
  // What is not stated comes last, whatever the direction.
  rows.sort(([a], [b]) => (a === "") - (b === "") || sign * words.compare(a, b));
  table.tBodies[0].append(...rows.map(([, row]) => row));
  [...table.tHead.rows[0].cells].forEach((head, index) => {
    if (index === column) head.setAttribute("aria-sort", direction);
    else head.removeAttribute("aria-sort");
  });
}

function sortable(table) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const first = head.dataset.first ?? "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      sort(table, column, head.getAttribute("aria-sort") === first ? other : first);
    });
  });
}

function filterable(field, table) {
  const rows = [...table.tBodies[0].rows];
  const count = document.querySelector(`output[for="${field.id}"]`);
  let texts;
  const narrow = () => {
    texts ??= rows.map(row => shown(row).toLowerCase());
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    rows.forEach((row, index) => {
      row.hidden = !wanted.every(word => texts[index].includes(word));
      left += !row.hidden;
    });
    count.textContent = wanted.length
      ? `${left} of ${rows.length} ${table.dataset.noun}`
      : `${rows.length} ${table.dataset.noun}`;
  };
  field.addEventListener("input", narrow);
  field.closest(".filter").hidden = false;
  if (field.value) narrow(); // a browser may keep what was typed before
  else count.textContent = `${rows.length} ${table.dataset.noun}`;
}

for (const table of document.querySelectorAll("table[data-noun]")) {
  sortable(table);
  const field = document.querySelector(`input[aria-controls="${table.id}"]`);
  if (field) filterable(field, table);
}

function unfold() {
  const goal = document.getElementById(location.hash.slice(1));
  if (!goal) return;
  for (let at = goal; at; at = at.parentElement) if (at.localName === "details") at.open = true;
  goal.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", unfold);
unfold();
