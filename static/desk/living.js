/* Renews checklist, counts and previews from the text as it is typed: the form is posted to an
   address that judges it and saves nothing. Without this they show the text as saved. */

const PAUSE = 900; // milliseconds without typing
const rail = document.querySelector(".rail[data-check]");
const form = rail?.closest("form");

/* The part keeps its element, so that a screen reader's place and the focus in it stay. */
function renew(part, fresh) {
  if (!part || !fresh || part.innerHTML === fresh.innerHTML) return;
  const held = part.contains(document.activeElement) && document.activeElement.dataset.focus;
  part.replaceChildren(...fresh.childNodes);
  if (held) part.querySelector(`[data-focus="${held}"]`)?.focus();
}

function say(element, words) {
  if (element && words && element.textContent !== words) element.textContent = words;
}

/* Words and minutes stand below the body. */
function countLine() {
  const line = document.createElement("p");
  line.className = "count";
  line.id = "body-count";
  line.setAttribute("aria-live", "polite");
  line.textContent = document.getElementById("appearances")?.dataset.words ?? "";
  document.querySelector(".field-body .control")?.after(line);
}

let running = null;
async function check() {
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch(rail.dataset.check, {
      method: "POST", body: new FormData(form), signal: running.signal,
    });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["checklist", "appearances"]) {
      renew(document.getElementById(id), fresh.getElementById(id));
    }
    say(document.getElementById("checklist-said"), fresh.getElementById("checklist").dataset.said);
    say(document.getElementById("body-count"), fresh.getElementById("appearances").dataset.words);
  } catch {
    // No network, or newer words: what stands stays, and the next pause asks again.
  }
}

if (form) {
  countLine();
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  document.addEventListener("formset:removed", soon);
}
