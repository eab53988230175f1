/* Says that this person has the piece open, and who else has, every few seconds. */

import { post } from "./connection.js";
import { form, here, review, sayTrouble, user, watch } from "./watch.js";

const EVERY = 5000;
const line = watch.querySelector(".presence");

function say(sentences) {
  const words = sentences.join(" ");
  if (line.textContent.replace(/\s+/g, " ").trim() === words) return; // not heard twice
  line.replaceChildren(...sentences.flatMap((sentence) => {
    const part = document.createElement("span");
    part.textContent = sentence;
    return [part, " "];
  }));
}

async function ping() {
  const version = form.elements.version?.value ?? "";
  const facts = new URLSearchParams({ _review: review, _user: user, version });
  const answer = await post(here, here, facts.toString());
  if (answer.is === "ok") {
    sayTrouble("presence");
    if (answer.data.sentences) say(answer.data.sentences);
  } else if (answer.is === "signed-out" || answer.is === "somebody-else") {
    sayTrouble("presence", answer.is);
  }
}

setInterval(ping, EVERY);
