/* Makes a select a box to type into, which suggests what the desk's own search finds. What is
   not found can be added from its words, where the select has an address for that. */

import { suggest } from "./suggest.js";

const chosenText = (select) => select.selectedOptions[0]?.value ? select.selectedOptions[0].text : "";

function put(select, { id, text }) {
  const option = [...select.options].find((one) => one.value === id) ?? new Option(text, id);
  if (!option.isConnected) select.append(option);
  option.text ||= text;
  select.value = id;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

async function found(select, words) {
  const [app, model, field] = select.dataset.field.split(".");
  const query = new URLSearchParams({ term: words.trim(), app_label: app, model_name: model, field_name: field });
  const answer = await fetch(`${select.dataset.url}?${query}`);
  if (!answer.ok) throw new Error(answer.status);
  const { results } = await answer.json();
  const isThere = results.some((one) => one.text.toLowerCase() === words.trim().toLowerCase());
  if (!select.dataset.addUrl || !words.trim() || isThere) return results;
  return [...results, { text: select.dataset.add.replace("WORDS", words.trim()), words: words.trim(), isNew: true }];
}

async function add(select, words) {
  const body = new FormData();
  body.set("words", words);
  body.set("csrfmiddlewaretoken", select.form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(select.dataset.addUrl, { method: "POST", body });
  return answer.ok || answer.status === 400 ? answer.json() : { error: answer.statusText };
}

function enhance(select) {
  const box = document.createElement("input");
  const wrap = document.createElement("span");
  const fault = document.createElement("span");
  const label = select.labels[0];
  const hadFocus = document.activeElement === select;
  box.type = "text";
  box.id = `${select.id || select.dataset.name}-box`;
  box.value = chosenText(select);
  box.placeholder = select.dataset.placeholder ?? "";
  box.spellcheck = false;
  for (const fact of ["aria-describedby", "aria-invalid", "aria-label"]) {
    if (select.hasAttribute(fact)) box.setAttribute(fact, select.getAttribute(fact));
  }
  wrap.className = "choice";
  fault.className = "choice-fault";
  fault.setAttribute("role", "status");
  select.hidden = true;
  select.dataset.isBox = "true";
  select.before(wrap);
  wrap.append(box);
  if (label) label.htmlFor = box.id;

  const settle = () => {
    fault.textContent = "";
    box.value = chosenText(select);
  };
  const list = suggest(box, {
    takesFirst: true,
    told: (count) => (count ? select.dataset.found.replace("COUNT", count) : select.dataset.none),
    find: (words) => found(select, words === chosenText(select) ? "" : words),
    async choose(option) {
      const answer = option.isNew ? await add(select, option.words) : option;
      if (answer.error) fault.textContent = answer.error;
      else put(select, answer);
    },
  });
  wrap.append(fault);
  select.addEventListener("change", settle);
  box.addEventListener("click", () => { if (!list.isOpen()) list.open(); });
  box.addEventListener("focus", () => box.select());
  box.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if (event.key === "Enter") {
      event.preventDefault(); // a box of suggestions sends no form
      if (!list.isOpen()) list.open();
    } else if (event.key === "Escape") settle();
  });
  // What was typed and not chosen is no choice, and says so.
  box.addEventListener("change", () => {
    if (box.value.trim() === chosenText(select)) return;
    const typed = box.value.trim();
    if (select.value) {
      select.value = "";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    box.value = typed;
    if (typed) fault.textContent = select.dataset.unknown.replace("WORDS", typed);
  });
  if (hadFocus) box.focus();
}

function enhanceAll(place) {
  for (const select of place.querySelectorAll("select.desk-choice:not([data-is-box])")) {
    if (!select.name.includes("__prefix__") && !select.disabled) enhance(select);
  }
}

enhanceAll(document);
document.addEventListener("formset:added", ({ target }) => enhanceAll(target));
document.addEventListener("choice:made", ({ target }) => enhanceAll(target));
