/* The page of what is typed, beside the form, a moment after typing. The frame holds what the
   server rendered; it is replaced only by a newer page, so that errors leave the last good one.
   The frame has no address of its own (srcdoc), so the policy against framing stays whole. */

const PAUSE = 700
const HEAVY = 2_000_000 // characters; beyond it the page is made on opening only

const box = document.querySelector(".preview-box")
const form = box.closest("form")
const stage = box.querySelector(".preview-stage")
const said = box.querySelector(".preview-said")
const widths = [...box.querySelectorAll("[data-width]")]
const wanted = () => widths.find((button) => button.getAttribute("aria-pressed") === "true")

let frame = null
let shown = null // what the form held when the frame was made
let asked = null
let timer = 0

const held = () =>
  [...new FormData(form)].map(([name, value]) => `${name}=${value.name ?? value}`).join("\n")

const say = (words) => {
  if (said.textContent !== words) said.textContent = words
}

/* Rendered at its real width and scaled to the room there is. */
const fit = () => {
  if (!frame) return
  const width = Number(wanted().dataset.width)
  const scale = Math.min(1, stage.clientWidth / width)
  frame.style.inlineSize = `${width}px`
  frame.style.blockSize = `${stage.clientHeight / scale}px`
  frame.style.transform = `scale(${scale})`
  frame.style.insetInlineStart = `${Math.max(0, (stage.clientWidth - width) / 2)}px`
}

const put = (html) => {
  const next = document.createElement("iframe")
  next.title = box.dataset.title
  next.srcdoc = html
  next.className = "is-loading"
  next.addEventListener("load", () => {
    const { document: page } = next.contentWindow
    for (const link of page.querySelectorAll("a[href]")) {
      if (link.getAttribute("href").startsWith("#")) link.addEventListener("click", jump)
      else link.target = "_blank"
    }
    const at = frame?.contentWindow.scrollY ?? 0
    frame?.remove()
    frame = next
    frame.classList.remove("is-loading")
    fit()
    frame.contentWindow.scrollTo(0, at)
  })
  stage.append(next)
}

/* Its own address would be the desk's, which may not be framed. */
const jump = (event) => {
  event.preventDefault()
  const link = event.currentTarget
  link.ownerDocument.getElementById(link.hash.slice(1))?.scrollIntoView()
}

const refresh = async () => {
  if (!box.open) return
  const now = held()
  if (now === shown) {
    asked = now
    say(box.dataset.fresh)
  }
  if (now === asked || (shown !== null && now.length > HEAVY)) return
  asked = now
  if (shown === null) say(box.dataset.waiting)
  try {
    const answer = await fetch(box.dataset.url, { method: "POST", body: new FormData(form) })
    const html = await answer.text()
    if (asked !== now) return // a newer question is on its way
    const page = new DOMParser().parseFromString(html, "text/html")
    const errors = [...page.querySelectorAll(".preview-errors li")].map((line) => line.textContent)
    if (errors.length) say(box.dataset.stale.replace("TEXT", errors.join(" ")))
    else if (!answer.ok || !page.querySelector("article.review")) throw new Error(answer.status)
    else {
      shown = now
      put(html)
      say(box.dataset.fresh)
    }
  } catch {
    say(box.dataset.unreachable)
    setTimeout(() => {
      asked = null
      soon()
    }, 10_000)
  }
}

const soon = () => {
  clearTimeout(timer)
  if (box.open) timer = setTimeout(refresh, PAUSE)
}

for (const button of widths) {
  button.addEventListener("click", () => {
    for (const other of widths) other.setAttribute("aria-pressed", other === button)
    box.dataset.shownWidth = button.dataset.width
    fit()
  })
}
for (const happening of ["input", "change", "click", "keyup", "drop"]) {
  form.addEventListener(happening, soon)
}
// Select2 tells of its choices through jQuery alone.
window.django?.jQuery(form).on("change", soon)

box.addEventListener("toggle", () => {
  try {
    localStorage.setItem("desk.preview", box.open ? "open" : "")
  } catch {
    /* a browser that keeps nothing shows it closed the next time */
  }
  refresh()
})
new ResizeObserver(fit).observe(stage)

box.querySelector(".preview-bar").hidden = false
stage.hidden = false
try {
  box.open = localStorage.getItem("desk.preview") === "open"
} catch {
  box.open = false
}
