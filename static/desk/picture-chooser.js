/* Choosing a picture: search, upload, words; in a dialog over any form, or as a page of its own.
   The server draws what is seen; this asks for it piece by piece. */

const drawn = document.querySelector("#picture-chooser")

export const canChoose = Boolean(drawn)
export const labels = drawn?.dataset ?? {}

const fetched = async (address, options = {}) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, ...options })
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json")
  if (!isJson) throw new Error(`${address} answered ${answer.status}`)
  return { ok: answer.ok, ...(await answer.json()) }
}

/* The pictures of these ids, those that exist, by id. */
export async function described(ids) {
  const wanted = [...new Set(ids.map(String))].filter(Boolean)
  if (!drawn || !wanted.length) return new Map()
  const query = wanted.map((id) => `id=${encodeURIComponent(id)}`).join("&")
  const { pictures } = await fetched(`${drawn.dataset.described}?${query}`)
  return new Map(pictures.map((picture) => [String(picture.id), picture]))
}

/* One chooser inside `place`. `use` gets the picture that was chosen; without it words are only
   kept. `described` is the address that tells pictures. */
export class Chooser {
  constructor(place, { described, use = null }) {
    this.place = place
    this.described = described
    this.use = use
    place.addEventListener("click", (event) => this.#clicked(event))
    place.addEventListener("submit", (event) => this.#submitted(event))
    place.addEventListener("change", (event) => {
      if (event.target.matches(".chooser-only input")) event.target.form.requestSubmit()
      if (event.target.matches(".chooser-upload [type=file]")) {
        this.upload([...event.target.files])
        event.target.value = ""
      }
    })
    place.addEventListener("dragover", (event) => {
      if (this.#uploadForm) event.preventDefault()
    })
    place.addEventListener("drop", (event) => {
      if (!this.#uploadForm || !event.dataTransfer.files.length) return
      event.preventDefault()
      this.upload([...event.dataTransfer.files])
    })
  }

  get #uploadForm() { return this.place.querySelector(".chooser-upload") }
  get #failed() { return this.place.querySelector(".chooser-progress").dataset.failed }
  get #token() { return this.place.querySelector("[name=csrfmiddlewaretoken]").value }

  /* What the server has drawn is in place: offer what needs this script. */
  ready() {
    if (this.#uploadForm) this.#uploadForm.hidden = false
    if (this.use) {
      for (const tile of this.place.querySelectorAll(".picture-tile")) tile.role = "button"
    }
  }

  async load(address) {
    const url = new URL(address, location.href)
    url.searchParams.set("part", "1")
    this.address = url
    const answer = await fetch(url)
    // Signed out meanwhile, the desk leads to its sign-in page.
    if (!answer.ok || answer.redirected) throw new Error(`${url} answered ${answer.status}`)
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const progress = this.place.querySelector(".chooser-progress")
    this.place.replaceChildren(...page.body.childNodes)
    if (progress) this.place.querySelector(".chooser-progress").replaceWith(progress)
    this.ready()
  }

  async #turnTo(address) {
    await this.load(address).catch(() => this.say(this.#failed, { isSeen: true }))
  }

  say(words, { isSeen = false } = {}) {
    const said = this.place.querySelector(".chooser-said")
    said.classList.toggle("visually-hidden", !isSeen)
    said.textContent = words
  }

  async #clicked(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    const tile = event.target.closest(".picture-tile")
    const page = event.target.closest(".chooser-pages a")
    if (!(page && this.use) && !(tile && this.use)) return
    event.preventDefault()
    if (page) {
      await this.#turnTo(page.href)
      this.place.querySelector(".picture-tile")?.focus()
    } else {
      const id = tile.closest("[data-picture]").dataset.picture
      const { pictures } = await fetched(`${this.described}?id=${id}`).catch(() => ({}))
      if (pictures?.[0]) this.open(pictures[0])
      else this.say(this.#failed, { isSeen: true })
    }
  }

  async #submitted(event) {
    const { target } = event
    if (target.matches(".chooser-search") && this.use) {
      event.preventDefault()
      const focused = document.activeElement?.name
      await this.#turnTo(`${target.action}?${new URLSearchParams(new FormData(target))}`)
      this.place.querySelector(`.chooser-search [name="${focused || "q"}"]`)?.focus()
    } else if (target.matches(".chooser-details")) {
      event.preventDefault()
      await this.#keepWords(target)
    }
  }

  /* -- Words ------------------------------------------------------------------------------ */

  open(picture, { onlyWords = !this.use } = {}) {
    this.close()
    this.picture = picture
    const template = this.place.querySelector("template.chooser-words")
    const form = template.content.cloneNode(true).querySelector("form")
    const { alt, decorative, caption, credit } = form.elements
    form.querySelector(".chooser-look").src = picture.thumbnail
    form.querySelector(".chooser-warning").hidden = !picture.rights_have_ended
    for (const field of [alt, caption, credit]) field.value = picture[field.name]
    decorative.checked = picture.decorative
    for (const field of [alt, decorative, caption, credit]) field.disabled = !picture.may_describe
    form.querySelector("[data-use]").hidden = onlyWords
    form.querySelector("[data-keep]").hidden = !onlyWords
    const isAlone = Boolean(onlyWords && this.use) // opened for these words and nothing else
    form.querySelector("[data-back]").hidden = isAlone
    form.querySelector("[data-back]").addEventListener("click", () => this.close())
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || isAlone) return
      event.preventDefault() // back to the pictures, not out of the dialog
      this.close()
    })
    this.place.classList.add("is-describing")
    this.place.append(form)
    const first = picture.may_describe && !picture.alt && !picture.decorative
    const button = form.querySelector(onlyWords ? "[data-keep]" : "[data-use]")
    ;(first ? alt : button).focus()
  }

  close() {
    const form = this.place.querySelector(".chooser-details")
    if (!form) return
    form.remove()
    this.place.classList.remove("is-describing")
    const tile = this.place.querySelector(`[data-picture="${this.picture.id}"] .picture-tile`)
    ;(tile ?? this.place.querySelector("[name=q]")).focus()
  }

  async #keepWords(form) {
    let { picture } = this
    if (picture.may_describe) {
      const body = new FormData(form)
      body.set("csrfmiddlewaretoken", this.#token)
      const failed = { errors: { alt: this.#failed } }
      const answer = await fetched(picture.words_url, { method: "POST", body }).catch(() => failed)
      if (!answer.ok) return this.#refuse(form, answer.errors)
      picture = answer.picture
    }
    if (this.use) return this.use(picture)
    await this.load(this.address ?? location.href)
    this.place.classList.remove("is-describing")
  }

  #refuse(form, errors) {
    const line = form.querySelector("#chooser-alt-error")
    line.textContent = Object.values(errors).join(" ")
    line.hidden = false
    form.elements.alt.setAttribute("aria-invalid", "true")
    form.elements.alt.focus()
  }

  /* -- Uploads: one after the other, each with its own line ---------------------------------- */

  async upload(files) {
    const list = this.place.querySelector(".chooser-progress")
    const lines = files.map((file) => {
      const line = document.createElement("li")
      const name = document.createElement("span")
      const bar = document.createElement("progress")
      const state = document.createElement("span")
      name.textContent = file.name
      bar.max = file.size || 1
      bar.value = 0
      bar.setAttribute("aria-label", file.name)
      state.textContent = list.dataset.waiting
      line.append(name, bar, state)
      list.append(line)
      return { file, line, bar, state }
    })
    const taken = []
    for (const one of lines) {
      const answer = await this.#send(one, list.dataset)
      one.bar.remove()
      if (answer.picture) taken.push(answer.picture)
      one.line.className = answer.picture ? "is-done" : "is-refused"
      one.state.textContent = answer.picture
        ? list.dataset.done
        : Object.values(answer.errors).join(" ")
    }
    const search = this.place.querySelector(".chooser-search")
    await this.load(search.action)
    this.say([...list.children].map((line) => line.textContent).join(". "))
    for (const { line } of lines) if (line.className === "is-done") line.remove()
    if (taken.length === 1) this.open(taken[0])
    else this.place.querySelector(".picture-tile")?.focus()
  }

  #send({ file, bar, state }, words) {
    return new Promise((resolve) => {
      const body = new FormData()
      body.set("csrfmiddlewaretoken", this.#token)
      body.set("file", file)
      const request = new XMLHttpRequest()
      request.open("POST", this.#uploadForm.action)
      request.responseType = "json"
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.max = total
        bar.value = loaded
        state.textContent = loaded < total ? `${Math.round((loaded / total) * 100)} %` : words.working
      })
      request.addEventListener("loadend", () => {
        const { response } = request
        const isOurs = response?.picture || response?.errors
        resolve(isOurs ? response : { errors: { file: words.failed } })
      })
      request.send(body)
    })
  }
}

/* -- The dialog -------------------------------------------------------------------------------- */

const dialogFor = () => {
  const dialog = drawn.content.cloneNode(true).querySelector("dialog")
  document.body.append(dialog)
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close())
  return dialog
}

const opened = (begin) =>
  new Promise((resolve) => {
    const before = document.activeElement
    const dialog = dialogFor()
    const place = dialog.querySelector(".chooser-body")
    let chosen = null
    const use = (picture) => {
      chosen = picture
      dialog.close()
    }
    dialog.addEventListener("close", () => {
      dialog.remove()
      before?.focus?.()
      resolve(chosen)
    })
    dialog.showModal()
    const chooser = new Chooser(place, { described: drawn.dataset.described, use })
    chooser
      .load(drawn.dataset.choose)
      .then(() => begin(chooser))
      .catch(() => { place.textContent = drawn.dataset.failed })
  })

/* Ask for a picture; null when the person leaves without one. */
export const choosePicture = () =>
  opened((chooser) => chooser.place.querySelector("[name=q]").focus())

/* Let the words of a picture be changed; null when nothing was. */
export const describePicture = (picture) =>
  opened((chooser) => chooser.open(picture, { onlyWords: true }))
