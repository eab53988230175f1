/* Lets a button of the form go ahead only when the server is there and still knows who presses
   it. Until then the page stays, says so and tries again. The post itself is the browser's own. */

import { isSignedInAsBefore, keepNow, stopKeeping } from "./autosave.js";
import { form, sayTrouble } from "./watch.js";

const AGAIN = 2500;
let pressed = null;
let mayPass = false;
let timer = null;

async function attempt() {
  clearTimeout(timer);
  const button = pressed;
  if (!button) return;
  const answer = await isSignedInAsBefore().catch(() => "refused");
  if (pressed !== button) return; // called off, or pressed again
  if (answer === "ok" || answer === "refused") {
    await stopKeeping().catch(() => {});
    mayPass = true;
    sayTrouble("keeping");
    sayTrouble("saving");
    form.requestSubmit(button.element);
    mayPass = false;
    pressed = null;
    return;
  }
  sayTrouble("keeping", { offline: "here-only" }[answer] ?? answer);
  sayTrouble("saving", "waiting");
  timer = setTimeout(attempt, AGAIN);
}

form.addEventListener("submit", async (event) => {
  if (mayPass || event.defaultPrevented) return;
  if (event.submitter?.formTarget === "_blank") return; // a look in a tab of its own saves nothing
  event.preventDefault();
  pressed = { element: event.submitter };
  // A browser that does not answer for its store must not keep anybody from saving.
  await Promise.race([keepNow().catch(() => {}), new Promise((go) => setTimeout(go, 1000))]);
  attempt();
});

form.addEventListener("click", (event) => {
  if (!event.target.closest(".watch .stop")) return;
  pressed = null;
  clearTimeout(timer);
  sayTrouble("saving");
});

window.addEventListener("online", attempt);
window.addEventListener("focus", attempt); // back from signing in
