/* What publishing would change, of the text as it is typed: asked for when the box is opened, and
   again a moment after typing while it stays open. The server compares and saves nothing. */

const PAUSE = 1500

const box = document.querySelector(".going-live-box")
const here = box.querySelector(".going-live-here")
const form = box.closest("form")
let timer = 0
let asking = null

const ask = async () => {
  if (!box.open) return
  asking?.abort()
  asking = new AbortController()
  try {
    const answer = await fetch(box.dataset.url, {
      method: "POST",
      body: new FormData(form),
      signal: asking.signal,
    })
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const found = page.querySelector(".going-live")
    if (!answer.ok || !found) throw new Error(answer.status)
    if (found.textContent !== here.textContent) here.replaceChildren(found)
  } catch (error) {
    if (error.name !== "AbortError") here.textContent = box.dataset.unreachable
  }
}

box.addEventListener("toggle", ask)
form.addEventListener("input", () => {
  clearTimeout(timer)
  if (box.open) timer = setTimeout(ask, PAUSE)
})
