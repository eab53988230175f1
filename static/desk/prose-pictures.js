/* Figures in a text: a picture or video placeholder, or a picture of our own. The picture is seen
   and its words can be changed; what is kept is its number and the caption. */

import { Node } from "django-prose-editor/editor"

import { canChoose, choosePicture, describePicture, described, labels } from "./picture-chooser.js"

const kept = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

/* All figures of a page that appear at once are asked for at once. */
let asked = null
const askFor = (id) => {
  if (!asked) {
    asked = { ids: [], answer: null }
    asked.answer = Promise.resolve().then(() => {
      const { ids } = asked
      asked = null
      return described(ids)
    })
  }
  asked.ids.push(id)
  return asked.answer.then((pictures) => pictures.get(id) ?? null)
}

const plainView = (node) => {
  const dom = document.createElement("figure")
  for (const name of ["data-picture", "data-video"]) {
    if (node.attrs[name]) dom.setAttribute(name, node.attrs[name])
  }
  return { dom, contentDOM: dom }
}

const pictureView = (node) => {
  const { dom } = plainView(node)
  const look = document.createElement("div")
  const image = document.createElement("img")
  const alt = document.createElement("span")
  const change = document.createElement("button")
  const contentDOM = document.createElement("div")
  look.className = "prose-figure"
  look.contentEditable = "false"
  image.alt = ""
  change.type = "button"
  change.textContent = labels.words
  look.append(image, alt, change)
  dom.append(look, contentDOM)

  let picture = null
  const show = () => {
    image.hidden = change.hidden = !picture
    alt.classList.toggle("is-missing", !picture || !(picture.alt || picture.decorative))
    if (!picture) alt.textContent = labels.gone
    else alt.textContent = picture.alt || (picture.decorative ? labels.decorative : labels.noWords)
    if (!picture) return
    image.src = picture.thumbnail
    change.hidden = !picture.may_describe
    contentDOM.dataset.caption = picture.caption
  }
  change.addEventListener("click", async () => {
    const changed = await describePicture(picture)
    if (!changed) return
    picture = changed
    show()
  })
  askFor(node.attrs["data-picture"]).then((answer) => {
    picture = answer
    show()
  })
  return {
    dom,
    contentDOM,
    update: (other) =>
      other.type === node.type && other.attrs["data-picture"] === node.attrs["data-picture"],
    stopEvent: (event) => event.target === change,
    ignoreMutation: (change) => look.contains(change.target) || change.target === contentDOM,
  }
}

export const Inset = Node.create({
  name: "inset",
  group: "block",
  content: "insetImage* insetCaption?",
  draggable: true,
  isolating: true,
  addAttributes: () => ({ "data-picture": kept("data-picture"), "data-video": kept("data-video") }),
  parseHTML: () => [{ tag: "figure" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],
  addNodeView: () => ({ node }) =>
    canChoose && node.attrs["data-picture"] ? pictureView(node) : plainView(node),

  addCommands() {
    return {
      addPicture:
        () =>
        ({ editor }) => {
          if (!canChoose) return false
          const { $from } = editor.state.selection
          // Between the paragraphs: a figure inside a quotation or a list belongs to neither.
          const after = $from.depth ? $from.after(1) : $from.pos
          choosePicture().then((picture) => {
            if (!picture) return
            const figure = {
              type: this.name,
              attrs: { "data-picture": String(picture.id) },
              content: [{ type: "insetCaption" }],
            }
            editor.chain().focus().insertContentAt(after, figure).run()
          })
          return true
        },
    }
  },

  addMenuItems({ buttons, menu }) {
    if (!canChoose) return
    menu.defineItem({
      name: "picture",
      groups: "nodes",
      button: buttons.material("image", "picture"),
      active: (editor) => editor.isActive("inset"),
      enabled: () => true,
      command: (editor) => editor.commands.addPicture(),
    })
  },
})
