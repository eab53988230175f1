/* Moves the rows of an ordered inline by buttons, keys and mouse, and writes their positions.
   Without it the field "position" stays visible and can be typed into. */

const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
const positionOf = (row) => row.querySelector('input[name$="-position"]');
const isSaved = (row) => row.classList.contains("has_original");
const nameIn = (field) => field.name.replace(/^.*-(?:\d+|__prefix__)-/, "");

/* Blank is what differs in nothing from the row that new ones are copied from. */
function isBlank(row, group) {
  if (isSaved(row)) return false;
  const pattern = group.querySelector(".inline-related.empty-form");
  const valuesOf = (place) => Object.fromEntries(
    [...place.querySelectorAll("input[name], select[name], textarea[name]")]
      .filter((field) => !/-(?:position|id|DELETE)$/.test(field.name))
      .map((field) => [nameIn(field), field.type === "checkbox" ? field.checked : field.value]),
  );
  const blank = pattern ? valuesOf(pattern) : {};
  return Object.entries(valuesOf(row)).every(([name, value]) => value === (blank[name] ?? ""));
}

/* Makes positions rise from row to row and changes no more of them than that takes: a changed
   number is a changed text. A blank row keeps its own, or Django takes it for a filled one. */
function number(group) {
  let last = -1;
  for (const row of rowsOf(group)) {
    const field = positionOf(row);
    if (!field || isBlank(row, group)) continue;
    const kept = Number(field.value);
    last = isSaved(row) && kept > last ? kept : last + 1;
    field.value = last;
  }
}

function place(row, other, isBefore, group) {
  if (!other || other === row) return;
  if (isBefore) other.before(row);
  else other.after(row);
  number(group);
  const rows = rowsOf(group);
  group.querySelector(".ordered-live").textContent = group.dataset.moved
    .replace("PLACE", rows.indexOf(row) + 1)
    .replace("COUNT", rows.length);
}

function bindButtons(group) {
  group.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-step]");
    if (!button) return;
    const row = button.closest(".inline-related");
    const rows = rowsOf(group);
    const step = Number(button.dataset.step);
    place(row, rows[rows.indexOf(row) + step], step < 0, group);
    button.focus();
  });
}

function bindMouse(group) {
  let dragged = null;
  group.addEventListener("dragstart", (event) => {
    if (!event.target.closest?.(".row-grip")) return;
    dragged = event.target.closest(".inline-related");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  group.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const row = event.target.closest(".inline-related");
    const box = row?.getBoundingClientRect();
    if (row) place(dragged, row, event.clientY < box.top + box.height / 2, group);
  });
  group.addEventListener("drop", (event) => dragged && event.preventDefault());
  group.addEventListener("dragend", () => { dragged = null; });
}

/* When a row is removed Django numbers the rest as they stand on the page. Saved rows must keep
   the first numbers, so for that moment they stand in the order in which they were sent. */
function bindRemoval(group) {
  const numberIn = (row) => Number(row.id.match(/\d+$/)?.[0]);
  const line = (rows) => rows.filter((row) => row.isConnected)
    .forEach((row) => group.querySelector(".empty-form").before(row));
  let shown = [];
  let next = null;
  group.addEventListener("click", ({ target }) => {
    const link = target.closest(".inline-deletelink");
    shown = link ? rowsOf(group) : [];
    next = link ? shown[shown.indexOf(link.closest(".inline-related")) + 1] : null;
    line(shown.toSorted((a, b) => numberIn(a) - numberIn(b)));
  }, true);
  group.addEventListener("click", ({ target }) => {
    if (!target.closest(".inline-deletelink")) return;
    line(shown);
    (next?.querySelector(".inline-deletelink, [data-step]")
      ?? group.querySelector(".add-row a"))?.focus();
  });
}

for (const group of document.querySelectorAll(".inline-group:has(.ordered)")) {
  if (!positionOf(group)) continue; // to look at only
  group.classList.add("is-ordered");
  for (const moves of group.querySelectorAll(".row-moves")) moves.hidden = false;
  bindButtons(group);
  bindMouse(group);
  bindRemoval(group);
  group.closest("form").addEventListener("submit", () => {
    if (rowsOf(group).some((row) => !isSaved(row))) number(group);
  }, true);
}
