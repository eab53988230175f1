/* What the cleaner keeps and the stock editor does not know: figures, spoilers, pull quotes and
   the ids of notes. Without these, opening and saving a text would drop them. */

import {
  Blockquote as StockBlockquote,
  Extension,
  Node,
  Superscript as StockSuperscript,
} from "django-prose-editor/editor"
import { word } from "./words.js"

const kept = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})
const keptAll = (...names) => Object.fromEntries(names.map((name) => [name, kept(name)]))

const plainElement = (tag, className) => () => () => {
  const dom = document.createElement(tag)
  dom.className = className
  return { dom, contentDOM: dom }
}

export const InsetImage = Node.create({
  name: "insetImage",
  addAttributes: () => keptAll("src", "alt", "width", "height"),
  parseHTML: () => [{ tag: "img[src]", context: "inset/" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
})

export const InsetCaption = Node.create({
  name: "insetCaption",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "figcaption", context: "inset/" }],
  renderHTML: () => ["figcaption", 0],
})

/* Shown open and as plain boxes while editing: a space typed in a real summary folds it. */
export const Spoiler = Node.create({
  name: "spoiler",
  group: "block",
  content: "spoilerSummary block+",
  defining: true,
  parseHTML: () => [{ tag: "details" }],
  renderHTML: () => ["details", { class: "spoiler" }, 0],
  addNodeView: plainElement("div", "prose-spoiler"),

  addCommands() {
    return {
      toggleSpoiler:
        () =>
        ({ state, tr, dispatch }) => {
          const { $from, $to } = state.selection
          for (let depth = $from.depth; depth > 0; depth--) {
            const node = $from.node(depth)
            if (node.type !== this.type) continue
            const blocks = node.content.cut(node.firstChild.nodeSize)
            dispatch?.(tr.replaceWith($from.before(depth), $from.after(depth), blocks))
            return true
          }
          const range = $from.blockRange($to)
          if (!range || range.depth > 0) return false
          const summary = state.schema.nodes.spoilerSummary.create(null, state.schema.text(word("Spoiler")))
          const blocks = state.doc.slice(range.start, range.end).content
          const spoiler = this.type.create(null, blocks.addToStart(summary))
          dispatch?.(tr.replaceRangeWith(range.start, range.end, spoiler))
          return true
        },
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "spoiler",
      groups: "nodes",
      button: buttons.material("visibility_off", "spoiler"),
      active: (editor) => editor.isActive("spoiler"),
      enabled: (editor) => editor.can().toggleSpoiler(),
      command: (editor) => editor.chain().focus().toggleSpoiler().run(),
    })
  },
})

export const SpoilerSummary = Node.create({
  name: "spoilerSummary",
  content: "inline*",
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: "summary", context: "spoiler/" }],
  renderHTML: () => ["summary", 0],
  addNodeView: plainElement("p", "prose-spoiler-summary"),
})

export const Blockquote = StockBlockquote.extend({
  // All blocks but figures: those stand beside a quotation, never in it.
  content: "(paragraph | heading | bulletList | orderedList | horizontalRule | blockquote | spoiler)+",

  addAttributes: () => ({
    class: {
      default: null,
      parseHTML: (element) => (element.classList.contains("pullquote") ? "pullquote" : null),
      renderHTML: ({ class: name }) => (name ? { class: name } : {}),
    },
  }),

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "pullquote",
      groups: "nodes",
      button: buttons.material("campaign", "pull quote"),
      active: (editor) => editor.isActive("blockquote", { class: "pullquote" }),
      enabled: (editor) => editor.isActive("blockquote") || editor.can().toggleBlockquote(),
      command(editor) {
        const name = editor.isActive("blockquote", { class: "pullquote" }) ? null : "pullquote"
        const chain = editor.chain().focus()
        if (!editor.isActive("blockquote")) chain.setBlockquote()
        chain.updateAttributes("blockquote", { class: name }).run()
      },
    })
  },
})

/* Outside links, as <sup><a href="#note-1">; a link's own priority is 1000. */
export const Superscript = StockSuperscript.extend({ priority: 1001 })

export const NoteIds = Extension.create({
  name: "noteIds",
  addGlobalAttributes: () => [
    { types: ["listItem", "link", "superscript"], attributes: { id: kept("id") } },
  ],
})
