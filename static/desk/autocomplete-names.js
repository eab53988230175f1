/* Gives the admin's autocomplete fields the names that their labels have: select2 names a field
   by its own value only, and an empty one, and the box to type into, not at all. */

const { jQuery } = window.django;

const labelOf = (select) => select.labels[0];

function name(select) {
  const label = labelOf(select);
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  if (!label || !box) return;
  label.id = `${select.id}-label`;
  const value = box.querySelector(".select2-selection__rendered");
  value.removeAttribute("role"); // a read-only text box without a name, in stock
  value.removeAttribute("aria-readonly");
  box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
  for (const fact of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(fact)) box.setAttribute(fact, select.getAttribute(fact));
  }
}

function nameAll(place) {
  for (const select of place.querySelectorAll("select.admin-autocomplete")) {
    if (!select.name.includes("__prefix__")) name(select);
  }
}

// Both after the admin's own script, which makes the fields at the same moments.
jQuery(() => nameAll(document));
document.addEventListener("formset:added", ({ target }) => nameAll(target));

jQuery(document).on("select2:open", ({ target }) => {
  const search = document.querySelector(".select2-container--open .select2-search__field");
  search?.setAttribute("aria-label", labelOf(target)?.textContent.trim() ?? "");
  document.querySelector(".select2-container--open .select2-results__options")
    ?.setAttribute("aria-label", labelOf(target)?.textContent.trim() ?? "");
});
