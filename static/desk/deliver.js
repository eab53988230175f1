/* On every page of the desk: texts that waited in this browser are sent, those that a save has
   made needless are forgotten, and signing out clears what is left. */

import { forget, textsOf } from "./kept-texts.js";
import { ask, post } from "./connection.js";

const { user, here, unsaved, leaving } = document.getElementById("desk-deliver").dataset;
const openPage = document.querySelector(".watch")?.dataset.page;

/* The server's word that a page was saved or discarded comes as a cookie with the next page. */
async function forgetDone() {
  for (const [, name, page] of document.cookie.matchAll(/(desk-done-([0-9a-f-]{36}))=/g)) {
    await forget(page);
    document.cookie = `${name}=; Max-Age=0; path=${new URL(document.querySelector("#site-name a").href).pathname}; SameSite=Lax`;
  }
}

async function deliver(openToo) {
  await forgetDone();
  let isNews = false;
  let isComplete = true;
  for (const text of await textsOf(user)) {
    if (text.page === openPage && !openToo) continue;
    if (!text.isDelivered) {
      const age = Math.max(0, Date.now() - text.typedAt);
      const body = `${text.body}&_review=${text.review}&_user=${user}&_age=${age}`;
      const answer = await post(unsaved, here, body);
      if (answer.is !== "ok") {
        isComplete = false;
        continue;
      }
      isNews = true;
    }
    await forget(text.page);
  }
  if (isNews) await offer();
  return isComplete;
}

/* The offers on this form were made before the text arrived. */
async function offer() {
  const place = document.querySelector(".unsaved-texts");
  if (!place) return;
  const review = document.querySelector(".watch").dataset.review;
  const answer = await ask(`${unsaved}?review=${review}`);
  if (answer.is !== "ok") return;
  const found = new DOMParser().parseFromString(answer.data, "text/html");
  place.replaceChildren(...found.body.children);
}

const run = (openToo = false) => deliver(openToo).catch(() => false);

run();
window.addEventListener("online", () => run());

document.getElementById("logout-form")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const leave = event.target;
  if (!(await run(true)) && !window.confirm(leaving)) return;
  for (const text of await textsOf(user).catch(() => [])) await forget(text.page);
  leave.submit();
});
