/* Asking the server from an open page, for hours: with a network that comes and goes, a sign-in
   that ends, and a token that changes with the next one. */

const PATIENCE = 10_000;

/* Answers { is, data }. `is` one of: ok, offline (nobody answered, or a proxy did), signed-out,
   somebody-else (who signed in here since the page was opened), refused. */
export async function ask(address, options = {}) {
  let response;
  try {
    response = await fetch(address, {
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
  } catch {
    return { is: "offline" };
  }
  if (response.status === 401) return { is: "signed-out" };
  if (response.status === 409) return { is: "somebody-else" };
  // A server that is restarted or asleep answers through its proxy. A 500 is a fault of ours,
  // which must not keep anybody from saving.
  if ([502, 503, 504].includes(response.status)) return { is: "offline" };
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const data = isJson ? await response.json().catch(() => ({})) : await response.text();
  return { is: response.ok ? "ok" : "refused", status: response.status, data };
}

const tokenFields = () => document.querySelectorAll('input[name="csrfmiddlewaretoken"]');

/* Who is signed in, as { is, user }; every form of the page gets the token of now. */
export async function whoIsHere(here) {
  const answer = await ask(here);
  if (answer.is !== "ok") return answer;
  for (const field of tokenFields()) field.value = answer.data.token;
  return { is: "ok", user: String(answer.data.user) };
}

/* Posts a form's body; a token that has become old meanwhile is renewed once. */
export async function post(address, here, body, options = {}) {
  const send = () => ask(address, {
    method: "POST",
    body,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
      "X-CSRFToken": tokenFields()[0]?.value ?? "",
    },
    ...options,
  });
  const answer = await send();
  if (answer.status !== 403) return answer;
  const person = await whoIsHere(here);
  return person.is === "ok" ? send() : person;
}
