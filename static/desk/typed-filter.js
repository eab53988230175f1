/* A list is narrowed as soon as somebody is chosen in one of its boxes. */

document.addEventListener("change", ({ target }) => {
  if (target.matches("select") && target.closest(".typed-filter")) target.form.requestSubmit();
});
