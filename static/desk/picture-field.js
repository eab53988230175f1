/* Every field that holds a picture: shows it, and opens the chooser. Without this, or for who may
   not look at pictures, the admin's own list to type into stays. */

import { canChoose, choosePicture, described, labels } from "./picture-chooser.js"

const FIELDS = 'select[data-related-model="pictures.picture"]'
const drawn = document.querySelector("#picture-field")

const put = (field, picture) => {
  const { select, look, title, clear, edit, choose } = field
  look.hidden = !picture
  if (picture) look.src = picture.thumbnail
  else look.removeAttribute("src")
  title.textContent = picture ? picture.title : labels.none
  choose.textContent = picture ? labels.other : labels.chooseOne
  clear.hidden = !picture || select.required
  edit.hidden = !picture?.edit_url
  if (picture?.edit_url) edit.href = picture.edit_url
}

const set = (field, picture) => {
  const { select } = field
  const options = [new Option("", "")]
  if (picture) options.push(new Option(picture.title, picture.id, true, true))
  select.replaceChildren(...options)
  put(field, picture)
  select.dispatchEvent(new Event("change", { bubbles: true }))
}

function begin(select) {
  const box = drawn.content.cloneNode(true).querySelector(".picture-field")
  const part = (name) => box.querySelector(`[data-part="${name}"]`)
  const field = {
    select,
    look: part("look"),
    title: part("title"),
    choose: part("choose"),
    clear: part("clear"),
    edit: part("edit"),
  }
  // desk/choice.js, which also looks after this select, may have taken the label for its box.
  const label = select.labels[0] ?? document.querySelector(`label[for="${select.id}-box"]`)
  if (label) {
    label.id ||= `${select.id}-label`
    field.choose.id = `${select.id}-choose`
    field.choose.setAttribute("aria-labelledby", `${label.id} ${field.choose.id}`)
    label.addEventListener("click", () => field.choose.focus())
  }
  const described = select.getAttribute("aria-describedby")
  if (described) field.choose.setAttribute("aria-describedby", described)
  field.choose.addEventListener("click", async () => {
    const picture = await choosePicture()
    if (picture) set(field, picture)
  })
  field.clear.addEventListener("click", () => {
    set(field, null)
    field.choose.focus()
  })
  const wrapper = select.closest(".related-widget-wrapper") ?? select.parentElement
  wrapper.classList.add("has-chooser")
  wrapper.append(box)
  put(field, null)
  return field
}

async function beginAll(place) {
  const selects = [...place.querySelectorAll(FIELDS)].filter(
    (select) => !select.name.includes("__prefix__") && !select.disabled,
  )
  const fields = selects.map(begin)
  const pictures = await described(selects.map((select) => select.value))
  for (const field of fields) put(field, pictures.get(field.select.value) ?? null)
}

if (canChoose && drawn) {
  beginAll(document)
  document.addEventListener("formset:added", ({ target }) => beginAll(target))
}
