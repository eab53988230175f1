/* Keeps what is typed: in this browser within half a second, on the server within two, whether
   or not it is valid. What it says is kept has been answered for. */

import { keep, forget } from "./kept-texts.js";
import { post, whoIsHere } from "./connection.js";
import { form, here, isWriter, page, review, sayKept, sayTrouble, unsaved, user } from "./watch.js";

const IN_BROWSER = 400;
const ON_SERVER = 1500;
const AGAIN = 3000;

const OURS = new Set(["csrfmiddlewaretoken", "_copy"]);

/* Tokens and files left out: the one changes by itself, the others cannot come back. */
function written() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !OURS.has(name)) fields.append(name, value);
  }
  return fields.toString();
}

let asOpened = "";
let inBrowser = "";
let onServer = "";
let isKeptHere = true;
let sending = null;
let isLeaving = false;
let typedAt = Date.now();
const timers = {};

function soon(name, wait, act) {
  timers[name] ??= setTimeout(() => {
    timers[name] = null;
    act();
  }, wait);
}

/* So that the server tells the next page, after a save, that the copy is needed no longer. */
function noteCopy() {
  if (form.elements._copy) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "_copy", value: "1" });
  form.append(field);
}

async function keepInBrowser() {
  if (isLeaving) return;
  const body = written();
  if (body === inBrowser) return;
  const copy = { page, user, review, body, typedAt, isDelivered: body === onServer };
  try {
    await keep(copy);
    isKeptHere = true;
    inBrowser = body;
    noteCopy();
  } catch {
    isKeptHere = false;
  }
}

const TROUBLES = { ok: "", offline: "here-only", refused: "too-long" };

function tell(is) {
  const isNowhere = !isKeptHere && (is === "offline" || is === "refused");
  sayTrouble("keeping", isNowhere ? "nowhere" : TROUBLES[is] ?? is);
}

async function send() {
  const body = written();
  if (isLeaving) return;
  if (body === onServer) {
    tell("ok");
    return;
  }
  const age = Date.now() - typedAt;
  // A page that goes away while it sends: the browser finishes small requests by itself.
  const facts = `_review=${review}&_user=${user}&_age=${age}`;
  const answer = await post(
    unsaved, here, `${body}&${facts}`, { keepalive: body.length < 60_000 },
  );
  tell(answer.is);
  if (answer.is === "ok") {
    onServer = body;
    sayKept(answer.data.at);
    if (isKeptHere) await keep({ page, user, review, body, typedAt, isDelivered: true }).catch(() => {});
    if (written() !== body) soon("server", ON_SERVER, keepOnServer);
  } else if (answer.is !== "refused") {
    soon("server", AGAIN, keepOnServer);
  }
}

/* One request at a time: an older text must not arrive after a newer one. */
function keepOnServer() {
  sending ??= send().finally(() => { sending = null; });
  return sending;
}

function touched() {
  isLeaving = false;
  if (written() === (inBrowser || asOpened)) return;
  typedAt = Date.now();
  soon("browser", IN_BROWSER, keepInBrowser);
  soon("server", ON_SERVER, keepOnServer);
}

/* For whoever is about to leave the page: true when this browser or the server has the text. */
export async function keepNow() {
  if (written() === asOpened && !inBrowser) return true;
  await keepInBrowser();
  return isKeptHere;
}

/* What is sent after a save would come back as unsaved. */
export async function stopKeeping() {
  isLeaving = true;
  await sending;
}

export const isSignedInAsBefore = async () => {
  const person = await whoIsHere(here);
  if (person.is !== "ok") return person.is;
  return person.user === user ? "ok" : "somebody-else";
};

if (isWriter) {
  asOpened = written();
  const events = ["input", "change", "click", "drop", "dragend", "formset:added", "formset:removed"];
  for (const name of events) form.addEventListener(name, () => setTimeout(touched));
  // select2 tells its changes to jQuery alone.
  window.django?.jQuery(form).on("change", touched);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && timers.server) keepOnServer();
  });
  window.addEventListener("online", () => { if (onServer !== written() && inBrowser) keepOnServer(); });
  document.getElementById("logout-form")?.addEventListener("submit", stopKeeping);
  for (const offer of document.querySelectorAll("form.unsaved")) {
    offer.addEventListener("submit", () => forget(offer.dataset.page));
  }
}
