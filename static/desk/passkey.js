// Asks the browser for a passkey when a form with `data-passkey` ("create" or "get") is sent, and
// sends what it gives along in the field "credential". Such forms stay hidden without it.

const said = document.querySelector(".passkey-said");

function bytes(text) {
  const padded = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function named(credentials) {
  return (credentials ?? []).map((credential) => ({ ...credential, id: bytes(credential.id) }));
}

async function create({ publicKey }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
  const { clientDataJSON, attestationObject } = credential.response;
  return told(credential, { clientDataJSON, attestationObject });
}

async function get({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return told(credential, { clientDataJSON, authenticatorData, signature, userHandle });
}

function told(credential, response) {
  const written = Object.entries(response)
    .filter(([, buffer]) => buffer)
    .map(([name, buffer]) => [name, text(buffer)]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(written),
  };
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
}

const acts = { create, get };

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.hidden = true;
    try {
      const asked = await options(form);
      const { passkey } = form.dataset;
      const given = asked.creation_options ?? asked.request_options;
      form.elements.credential.value = JSON.stringify(await acts[passkey](given));
      form.submit();
    } catch {
      said.textContent = said.dataset.cancelled;
      said.hidden = false;
    }
  });
}

if (!window.PublicKeyCredential && document.querySelector("[data-passkey='create']")) {
  said.textContent = said.dataset.missing;
  said.hidden = false;
}
