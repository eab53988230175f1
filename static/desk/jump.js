/* A row of the checklist leads to its field: opens what it is folded into, and puts the cursor in. */

const FIELDS = "input:not([type=hidden]), select, textarea, button, a[href], [contenteditable=true]";

/* The last of several boxes adds to them; a row that nobody filled in yet is not to be seen. */
function fieldAt(id) {
  const place = document.getElementById(id);
  const box = place?.closest(".field") ?? place;
  const boxes = [...(box?.querySelectorAll("[role=combobox]") ?? [])];
  return box?.querySelector(".ProseMirror")
    ?? boxes.findLast((one) => !one.closest("[hidden], .empty-form"))
    ?? (place?.matches(FIELDS) ? place : box?.querySelector(FIELDS));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-focus]");
  const field = link && fieldAt(link.dataset.focus);
  if (!field) return;
  event.preventDefault();
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});
