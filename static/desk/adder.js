/* Adds rows to an ordered inline by typing what they are about: one box below the rows takes one
   after the other. An address typed where the rows may hold one adds a row for it. */

const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
const choiceIn = (row) => row.querySelector("select.desk-choice");
const addressIn = (row) => row.querySelector('input[name$="-url"]');
const isBlank = (row) =>
  !row.classList.contains("has_original") && !choiceIn(row)?.value && !addressIn(row)?.value;

/* A row that stands there empty is used before another one is made. */
function freshRow(group) {
  const blank = rowsOf(group).find(isBlank);
  if (blank) return blank;
  group.querySelector(".add-row a").click();
  return rowsOf(group).find(isBlank);
}

function tidy(group) {
  for (const row of rowsOf(group)) {
    row.hidden = isBlank(row) && !row.querySelector(".errorlist");
    const label = row.querySelector(".inline_label");
    const text = choiceIn(row)?.selectedOptions[0]?.text || addressIn(row)?.value;
    if (!row.classList.contains("has_original") && label && text) label.textContent = text;
  }
}

function addChosen(group, { value, text }) {
  const same = rowsOf(group).find((row) => choiceIn(row)?.value === value);
  if (same) return same;
  const row = freshRow(group);
  const select = choiceIn(row);
  select.append(new Option(text, value, true, true));
  select.dispatchEvent(new Event("change", { bubbles: true }));
  return row;
}

function addAddress(group, address) {
  const row = freshRow(group);
  const field = addressIn(row);
  field.value = address;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  row.hidden = false;
  const fold = row.querySelector("details");
  if (fold) fold.open = true;
  tidy(group);
  row.querySelector('input[name$="-title"]')?.focus();
}

function bind(group) {
  const pattern = choiceIn(group.querySelector(".empty-form") ?? group);
  const place = group.querySelector(".adder");
  if (!pattern || !place) return;
  const select = pattern.cloneNode(false);
  select.removeAttribute("name");
  select.removeAttribute("required");
  select.removeAttribute("data-is-box");
  select.id = `${group.id}-adder`;
  select.hidden = false;
  select.append(new Option("", ""));
  place.querySelector("label").htmlFor = select.id;
  place.append(select);
  place.hidden = false;
  place.dispatchEvent(new Event("choice:made", { bubbles: true }));
  group.classList.add("is-addable");
  const box = place.querySelector("input");
  select.addEventListener("change", (event) => {
    if (!select.value) return;
    const [option] = select.selectedOptions;
    const row = addChosen(group, { value: option.value, text: option.text });
    select.replaceChildren(new Option("", ""));
    select.dispatchEvent(new Event("change"));
    tidy(group);
    group.querySelector(".ordered-live").textContent = row.querySelector(".inline_label").textContent;
    event.stopPropagation();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !/^https?:\/\/\S+$/i.test(box.value.trim())) return;
    if (!addressIn(group)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const address = box.value.trim();
    select.dispatchEvent(new Event("change"));
    addAddress(group, address);
  }, true);
  document.addEventListener("formset:removed", () => tidy(group));
  tidy(group);
}

// After desk/choice.js, which makes the boxes, and the admin's own script, which makes the rows.
window.django.jQuery(() => document.querySelectorAll(".inline-group:has(.adder)").forEach(bind));
