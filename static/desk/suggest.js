/* A list of suggestions below a box to type into: by arrows, Enter, Tab, Escape and mouse, and
   told to screen readers. Who uses it says what is found and what choosing does. */

const PAUSE = 150; // milliseconds without typing
let made = 0;

/* `find(words)` promises [{id, text}]; `choose(option)` takes one. `isOpenWord(words)` says that
   there is something to look for. With `takesFirst` Enter and Tab take the first suggestion,
   else only one that an arrow went to. */
export function suggest(box, { find, choose, isOpenWord = () => true, takesFirst, told }) {
  const list = document.createElement("ul");
  const said = document.createElement("span");
  const state = { options: [], at: -1, asked: 0, waits: null, takes: false };
  list.id = `suggestions-${made += 1}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.getAttribute("aria-label") ?? box.labels?.[0]?.textContent.trim() ?? "");
  said.className = "visually-hidden";
  said.setAttribute("aria-live", "polite");
  box.after(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id, autocomplete: "off",
  })) box.setAttribute(name, value);

  const isOpen = () => !list.hidden;

  function mark(at) {
    state.at = at;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", number === at));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function close() {
    state.asked += 1; // answers on their way come too late
    clearTimeout(state.waits);
    state.waits = null;
    state.takes = false;
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function take(at) {
    const option = state.options[at];
    close();
    if (option) choose(option);
  }

  function show(options) {
    state.options = options;
    list.replaceChildren(...options.map((option, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.textContent = option.text;
      if (option.isNew) item.className = "adds";
      return item;
    }));
    list.hidden = options.length === 0;
    box.setAttribute("aria-expanded", String(isOpen()));
    said.textContent = told(options.filter((option) => !option.isNew).length);
    mark(takesFirst && options.length ? 0 : -1);
  }

  async function ask() {
    state.waits = null;
    const number = state.asked += 1;
    let options = [];
    try {
      options = await find(box.value);
    } catch {
      return; // no network: the words stay, and the next letter asks again
    }
    if (number !== state.asked) return;
    const takes = state.takes;
    show(options);
    if (takes) take(0);
  }

  box.addEventListener("input", () => {
    clearTimeout(state.waits);
    state.takes = false;
    if (!isOpenWord(box.value)) return close();
    state.waits = setTimeout(ask, PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    const asks = state.waits !== null;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      event.preventDefault();
      if (!isOpen()) return ask();
      const count = state.options.length;
      mark(((state.at < 0 && step < 0 ? 0 : state.at) + step + count) % count);
    } else if (event.key === "Enter" || event.key === "Tab") {
      if (isOpen() && !asks && state.at >= 0) {
        if (event.key === "Enter") event.preventDefault();
        take(state.at);
      } else if (takesFirst && asks) {
        // Typed faster than answered: the first suggestion is taken when it comes.
        if (event.key === "Enter") event.preventDefault();
        clearTimeout(state.waits);
        state.takes = true;
        ask();
      }
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  // The mouse takes an option before the box loses its focus.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) take([...list.children].indexOf(item));
  });
  box.addEventListener("blur", () => { if (!state.takes) close(); });
  return { open: ask, close, isOpen };
}
