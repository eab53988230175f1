/* Shows at once what was pasted into a box for trailers: provider, number, still, caption, or
   the sentence why not. In a list, a paste that was understood leads on to the next box.
   Without it the same is said after saving. */

const boxes = () => [...document.querySelectorAll("[data-read-trailer]")];

function placeFor(box) {
  const control = box.closest(".control") ?? box.parentElement;
  let place = control.parentElement.querySelector(":scope > .pasted");
  if (!place) {
    place = document.createElement("div");
    place.className = "pasted";
    place.setAttribute("role", "status");
    control.after(place);
  }
  return place;
}

async function ask(box) {
  const body = new FormData();
  body.set("text", box.value);
  body.set("film", box.dataset.film ?? box.form.elements.film?.value ?? "");
  body.set("csrfmiddlewaretoken", box.form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(box.dataset.readTrailer, { method: "POST", body });
  return answer.ok ? answer.json() : {};
}

/* Resolves to true when the box holds a trailer. A later answer never shows under newer words. */
async function show(box) {
  const place = placeFor(box);
  const asked = box.value;
  if (!asked.trim()) {
    place.replaceChildren();
    return false;
  }
  const { html, refusal } = await ask(box).catch(() => ({}));
  if (box.value !== asked) return false;
  box.toggleAttribute("aria-invalid", Boolean(refusal));
  if (refusal) {
    const words = document.createElement("p");
    words.className = "refusal";
    words.textContent = refusal;
    place.replaceChildren(words);
  } else {
    place.innerHTML = html ?? "";
  }
  return Boolean(html);
}

function goOn(box) {
  const list = box.closest("[data-paste-and-next]");
  if (!list) return;
  const all = boxes().filter((other) => list.contains(other));
  const next = all.slice(all.indexOf(box) + 1).find((other) => !other.value);
  (next ?? list.querySelector(".submit-row button")).focus();
}

for (const box of boxes()) {
  let waiting = 0;
  box.addEventListener("paste", () => {
    // The value is there only after the event.
    setTimeout(async () => {
      if ((await show(box)) && document.activeElement === box) goOn(box);
    });
  });
  box.addEventListener("input", ({ inputType }) => {
    clearTimeout(waiting);
    if (inputType !== "insertFromPaste") waiting = setTimeout(() => show(box), 300);
  });
  if (box.value) show(box);
}

/* What was pasted and not saved yet is not left behind without asking. */
for (const form of document.querySelectorAll("[data-paste-and-next]")) {
  let isSaving = false;
  form.addEventListener("submit", () => { isSaving = true; });
  addEventListener("beforeunload", (event) => {
    const isWaiting = boxes().some((box) => form.contains(box) && box.value !== box.defaultValue);
    if (isWaiting && !isSaving) event.preventDefault();
  });
}
