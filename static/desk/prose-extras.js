/* Manners for the editor: the toolbar works by keyboard and speaks to screen readers, and links
   are completed. A failure here leaves the plain editor working. */

import { Extension, Link as StockLink, updateAttrsDialog } from "django-prose-editor/editor"
import { suggest } from "./suggest.js"
import { word } from "./words.js"

/* -- Links --------------------------------------------------------------------------------- */

const address = (typed) => {
  const text = typed.trim()
  if (/^(https?:|mailto:|\/(?!\/)|#)/i.test(text) || !text) return text
  if (/^[^\s/]+@[^\s/]+$/.test(text)) return `mailto:${text}`
  return `https://${text.replace(/^\/\//, "")}`
}
const askForAddress = updateAttrsDialog(
  {
    href: {
      type: "string",
      title: word("Address, or the name of a review, film or person"),
      required: true,
    },
  },
  { title: word("Link"), submitText: word("Set link") },
)

/* Our own reviews, films and people are found by typing their names into the box. */
const suggestOurs = (dialog) => {
  const place = document.querySelector("meta[name=desk-links]")
  const box = dialog?.querySelector("input")
  if (!place || !box) return
  const wrap = document.createElement("span")
  wrap.className = "choice"
  box.before(wrap)
  wrap.append(box)
  const { found, none } = place.dataset
  suggest(box, {
    takesFirst: false,
    isOpenWord: (words) => words.trim().length > 1 && !/^(https?:|mailto:|\/|#)/i.test(words.trim()),
    told: (count) => (count ? found.replace("COUNT", count) : none),
    async find(words) {
      const answer = await fetch(`${place.content}?${new URLSearchParams({ q: words })}`)
      if (!answer.ok) throw new Error(answer.status)
      const { results } = await answer.json()
      return results.map(({ text, note, url }) => ({ text: `${text} · ${note}`, url }))
    },
    choose: ({ url }) => {
      box.value = url
    },
  })
}

/* The stock dialog asks for a title, which the cleaner drops, and takes "example.org" as it is. */
export const Link = StockLink.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive("link")) return false
          const { href } = editor.getAttributes("link")
          askForAddress(editor, { href }).then((answer) => {
            if (!answer) return
            editor.view.focus()
            const chain = editor.chain().extendMarkRange("link")
            chain.setLink({ href: address(answer.href) }).run()
          })
          suggestOurs(editor.view.dom.parentElement.querySelector("dialog"))
          return true
        },
    }
  },
})

/* -- Toolbar and label --------------------------------------------------------------------- */

const NOT_TOGGLES = new Set([
  ...["horizontalRule", "link", "unlink", "picture", "video", "history:undo", "history:redo"],
])

const bindLabel = (editor, textarea) => {
  const { dom } = editor.view
  const [label] = textarea.labels
  if (label) {
    label.id ||= `${textarea.id}_label`
    dom.setAttribute("aria-labelledby", label.id)
    label.addEventListener("click", () => editor.view.focus())
  }
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) dom.setAttribute(name, textarea.getAttribute(name))
  }
  dom.setAttribute("aria-multiline", "true")
  dom.setAttribute("aria-keyshortcuts", "Alt+F10")
  return label
}

const bindToolbar = (editor, toolbar, label) => {
  const buttons = [...toolbar.querySelectorAll("button")]
  const usable = () => buttons.filter((button) => !button.classList.contains("hidden"))
  // From the field before, Tab leads into the text; Alt+F10 leads here, to the button last used.
  const enter = (button) => {
    for (const other of buttons) other.tabIndex = -1
    toolbar.current = button
  }
  toolbar.setAttribute("role", "toolbar")
  toolbar.setAttribute("aria-label", `${word("Formatting:")} ${label?.textContent.trim() ?? ""}`.trim())
  for (const button of buttons) {
    button.title = word(button.title)
    if (button.ariaLabel) button.ariaLabel = word(button.ariaLabel)
  }
  enter(buttons[0])
  toolbar.addEventListener("focusin", ({ target }) => enter(target))
  toolbar.addEventListener("keydown", (event) => {
    const row = usable()
    const at = row.indexOf(document.activeElement)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    if (event.key === "Escape") editor.view.focus()
    else if (next === undefined) return
    else row.at(next % row.length).focus()
    event.preventDefault()
  })
  const speak = () => {
    for (const button of buttons) {
      const { classList, dataset } = button
      // The stock menu says of a bullet list that it is never on.
      if (dataset.name === "bulletList") classList.toggle("active", editor.isActive("bulletList"))
      button.setAttribute("aria-disabled", classList.contains("disabled"))
      if (!NOT_TOGGLES.has(dataset.name)) {
        button.setAttribute("aria-pressed", classList.contains("active"))
      }
      if (button === toolbar.current && classList.contains("hidden")) enter(usable()[0])
    }
  }
  editor.on("transaction", speak)
  speak()
}

export const MenuA11y = Extension.create({
  name: "menuA11y",
  priority: 1, // after the menu has built its buttons

  /* Before the view exists: no <style> is injected, so that the policy needs no exception. */
  onBeforeCreate() {
    this.editor.options.injectCSS = false
  },

  onCreate({ editor }) {
    const box = editor.view.dom.closest(".prose-editor")
    const label = bindLabel(editor, box.querySelector("textarea"))
    const toolbar = box.querySelector(".prose-menubar")
    if (toolbar?.querySelector("button")) bindToolbar(editor, toolbar, label)
  },

  addKeyboardShortcuts() {
    const enterToolbar = () => {
      const box = this.editor.view.dom.closest(".prose-editor")
      box.querySelector(".prose-menubar")?.current?.focus()
      return true
    }
    return { "Alt-F10": enterToolbar }
  },
})
