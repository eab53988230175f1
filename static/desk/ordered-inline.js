// Moves the rows of an ordered inline by buttons and keys, and writes their positions.
// Without it the position fields stay visible and can be typed into.

const rowsOf = (group) => [...group.querySelectorAll("tbody > tr.form-row:not(.empty-form)")];
const positionOf = (row) => row.querySelector('input[name$="-position"]');
const isBlank = (row) => !row.classList.contains("has_original")
  && ![...row.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .some((field) => field !== positionOf(row) && field.type !== "checkbox" && field.value);

function number(group) {
  let position = 0;
  for (const row of rowsOf(group)) {
    const field = positionOf(row);
    // A blank row keeps its initial value: Django would take it for a filled one.
    if (field && !isBlank(row)) field.value = position++;
  }
}

function move(row, step, group) {
  const rows = rowsOf(group);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  number(group);
  const place = rowsOf(group).indexOf(row) + 1;
  group.querySelector(".ordered-live").textContent = `${place} / ${rows.length}`;
}

function button(label, sign, step, row, group) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ordered-move";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => { move(row, step, group); made.focus(); });
  return made;
}

function equip(row, group) {
  const field = positionOf(row);
  if (!field || field.closest("td").querySelector(".ordered-move")) return;
  field.type = "hidden";
  field.after(button("Move up", "↑", -1, row, group), button("Move down", "↓", 1, row, group));
}

for (const group of document.querySelectorAll(".inline-group:has(.ordered)")) {
  const live = document.createElement("p");
  live.className = "ordered-live visually-hidden";
  live.setAttribute("aria-live", "polite");
  group.append(live);
  rowsOf(group).forEach((row) => equip(row, group));
  document.addEventListener("formset:added", (event) => {
    if (group.contains(event.target)) equip(event.target, group);
  });
  group.closest("form").addEventListener("submit", () => number(group), true);
}
