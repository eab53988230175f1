/* The line at the head of a piece's form that says what is kept, who is here and what is wrong,
   and the facts that the other scripts of the form need. */

export const watch = document.querySelector(".watch");
export const form = watch.closest("form");
export const { page, review, user, here, unsaved } = watch.dataset;
export const isWriter = "writes" in watch.dataset;

const words = (name) => watch.querySelector(`[data-words="${name}"]`).content.cloneNode(true);

export function sayKept(time) {
  const line = watch.querySelector(".kept");
  line.textContent = words("kept").textContent.replace("TIME", time);
  line.hidden = false;
}

/* One trouble at a time, the names of `_watch.html`; said again only when it changes, or a screen
   reader would hear it every few seconds. */
const troubles = new Map();
let said = "";

function show() {
  const box = watch.querySelector(".trouble");
  const names = [...new Set(troubles.values())].filter(Boolean);
  if (names.join() === said) return;
  said = names.join();
  box.replaceChildren(...names.map((name) => {
    const line = document.createElement("p");
    line.append(words(name));
    return line;
  }));
  box.hidden = !names.length;
}

/* `who` tells the trouble, so that each script takes back its own only. */
export function sayTrouble(who, name = "") {
  troubles.set(who, name);
  show();
}

new ResizeObserver(() => {
  document.documentElement.style.setProperty("--watch-size", `${watch.offsetHeight}px`);
}).observe(watch);

/* A small window for the sign-in: the form stays where it is. */
watch.addEventListener("click", (event) => {
  const link = event.target.closest("a.renew");
  if (!link) return;
  const opened = window.open(link.href, link.target, "popup,width=520,height=680");
  if (opened) event.preventDefault();
});
