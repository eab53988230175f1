/* Suggests films, people and reviews below a search box while one types: the combobox pattern of
   ARIA 1.2. Choosing goes to the page; Enter without a choice searches, as it does without this. */

const PAUSE = 120; // milliseconds without typing

function enhance(place) {
  const box = place.querySelector("input[name=q]");
  const list = document.createElement("ul");
  const said = document.createElement("span");
  let options = [];
  let at = -1;
  let asked = 0;
  let waits;

  list.id = `${box.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", place.dataset.list);
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  box.after(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) box.setAttribute(name, value);

  function mark(number) {
    at = number;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", n === at));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function show(found) {
    options = found;
    list.replaceChildren(...options.map(({ kind, text }, number) => {
      const item = document.createElement("li");
      const name = document.createElement("bdi");
      const what = document.createElement("small");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      name.textContent = text;
      what.textContent = kind;
      item.append(name, " ", what);
      return item;
    }));
    list.hidden = options.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  }

  function close() {
    asked += 1; // answers on their way come too late
    clearTimeout(waits);
    show([]);
    said.textContent = "";
  }

  async function ask() {
    const number = asked += 1;
    try {
      const answer = await fetch(`${place.dataset.suggest}?${new URLSearchParams({ q: box.value })}`);
      const { suggestions } = await answer.json();
      if (number !== asked) return;
      show(suggestions);
      said.textContent = place.dataset.found.replace("COUNT", suggestions.length);
    } catch {
      // No network: the box stays a plain one, and the next letter asks again.
    }
  }

  const go = (number) => { location.href = options[number].url; };

  box.addEventListener("input", () => {
    clearTimeout(waits);
    if (box.value.trim().length < 2 && !/[^\x00-\x7f]/.test(box.value)) close();
    else waits = setTimeout(ask, PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // a syllable is being put together
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) {
      if (box.value.trim()) ask();
    } else if (step) {
      const count = options.length + 1; // the box itself lies between the last and the first
      mark(((at + 1 + step + count) % count) - 1);
    } else if (event.key === "Enter" && at >= 0) {
      go(at);
    } else if (event.key === "Escape" && !list.hidden) {
      close();
    } else return;
    event.preventDefault();
  });
  // The mouse chooses before the box loses its focus.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) go([...list.children].indexOf(item));
  });
  box.addEventListener("blur", close);
}

document.querySelectorAll("[data-suggest]").forEach(enhance);
