/* What is pasted into the editor comes out as we write it: Word's lists, notes, tracked changes
   and comments, Google Docs' styles, tables. The cleaner on the server has the last word; this
   is so that nothing is lost or disfigured on the way there. */

import { Extension, Plugin } from "django-prose-editor/editor"

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi
const MARKS = [
  ["strong", (css) => /^(bold|bolder|[6-9]00)$/.test(css["font-weight"] ?? "")],
  ["em", (css) => /^(italic|oblique)/.test(css["font-style"] ?? "")],
  ["s", (css) => /line-through/.test(`${css["text-decoration"]} ${css["text-decoration-line"]}`)],
  ["sup", (css) => css["vertical-align"] === "super"],
  ["sub", (css) => css["vertical-align"] === "sub"],
]
const JUNK = "img, picture, svg, script, title, meta, link, o\\:p"
const BLOCKS = "p, div, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6"

/* The policy blanks style attributes even in a parsed copy, so they are renamed before parsing
   and read as text; it reports handlers, which are renamed too. Word's conditional comments would
   else show their contents. */
const parsed = (html) =>
  new DOMParser().parseFromString(
    html
      .replace(/<!--[\s\S]*?-->|<!\[[^>]*>|<style\b[\s\S]*?<\/style>/gi, "")
      .replace(TAG, (tag) =>
        tag.replace(/(\s)style(?=\s*=)/i, "$1data-css").replace(/\son[a-z]+(?=\s*=)/gi, " data-on"),
      ),
    "text/html",
  ).body

const cssOf = (element) =>
  Object.fromEntries(
    (element.dataset.css ?? "").split(";").map((rule) => {
      const [name, ...value] = rule.split(":")
      return [name.trim().toLowerCase(), value.join(":").trim().toLowerCase()]
    }),
  )
const styled = (body) => [...body.querySelectorAll("[data-css]")]

const made = (tag, inside, attributes = {}) => {
  const element = document.createElement(tag)
  element.append(...inside)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}
const renamed = (element, tag) => element.replaceWith(made(tag, element.childNodes))
const unwrapped = (element) => element.replaceWith(...element.childNodes)

/* Pasted are the changes as accepted, as Word shows them, without what was said about them. */
const asAccepted = (body) => {
  for (const gone of body.querySelectorAll("del, .msoDel, .MsoCommentReference, .msocomanchor")) {
    gone.remove()
  }
  for (const came of body.querySelectorAll("ins")) unwrapped(came)
  for (const element of styled(body)) {
    const css = cssOf(element)
    const isHidden = css["mso-hide"] === "all" || css.display === "none"
    if (isHidden || css["mso-element"] === "comment-list") element.remove()
  }
}

/* Notes of Word ("#_ftn1") and of Docs' pages ("#ftnt1"), endnotes too, become ours, numbered
   on from those that the text has already. */
const notesFrom = (body, firstNumber) => {
  const link = /^#_?(?:ftnt?|edn)(\d+)$/
  const back = /^#_?(?:ftnt?_?|edn)ref\d+$/
  const marks = [...body.querySelectorAll("a[href]")].filter((a) => link.test(a.getAttribute("href")))
  const texts = new Map()
  for (const a of body.querySelectorAll("a[href]")) {
    if (!back.test(a.getAttribute("href"))) continue
    const id = /(\d+)$/.exec(a.getAttribute("name") ?? a.id)?.[1]
    const block = a.closest("p, li, div")
    if (id && block) texts.set(id, { block, a })
  }
  const notes = []
  for (const mark of marks) {
    const found = texts.get(link.exec(mark.getAttribute("href"))[1])
    if (!found) {
      mark.remove()
      continue
    }
    const number = firstNumber + notes.length
    const inside = made("a", [String(number)], { href: `#note-${number}` })
    const whole = mark.closest("sup") ?? mark
    whole.replaceWith(made("sup", [inside], { id: `noteref-${number}` }))
    notes.push({ number, ...found })
  }
  if (!notes.length) return
  const list = made("ol", [])
  for (const { number, block, a } of notes) {
    a.remove()
    list.append(made("li", block.childNodes, { id: `note-${number}` }))
    block.remove()
  }
  for (const element of styled(body)) {
    if (/^(foot|end)note(-list)?$/.test(cssOf(element)["mso-element"] ?? "")) element.remove()
  }
  body.append(list)
}

const marksFromStyles = (body) => {
  for (const element of body.querySelectorAll("b, strong, i, em")) {
    const css = cssOf(element)
    if (/^(normal|400)$/.test(css["font-weight"]) || css["font-style"] === "normal") {
      unwrapped(element)
    }
  }
  for (const element of styled(body)) {
    if (element.matches("ul, ol, li, table, tbody, tr, b, strong, i, em, s, sup, sub")) continue
    const css = cssOf(element)
    for (const [tag, applies] of MARKS) {
      if (!applies(css) || (tag === "strong" && element.closest("h1, h2, h3, h4, h5, h6"))) continue
      element.append(made(tag, element.childNodes))
    }
  }
}

/* Items that only know how deep they are, put into lists: neighbours stand in one. */
const listed = (items) => {
  let lists = []
  let previous = null
  for (const { block, level, isOrdered } of items) {
    if (block.previousElementSibling !== previous) lists = []
    lists.length = Math.min(lists.length, level)
    while (lists.length < level) {
      const list = document.createElement(isOrdered ? "ol" : "ul")
      const parent = lists.at(-1)
      if (!parent) block.before(list)
      else (parent.lastElementChild ?? parent.appendChild(document.createElement("li"))).append(list)
      lists.push(list)
    }
    lists.at(-1).append(made("li", block.childNodes))
    block.remove()
    previous = lists[0]
  }
}

/* Word writes a list as paragraphs with a marker and "mso-list: l0 level2 lfo1". */
const listsFromWord = (body) => {
  const items = []
  for (const block of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const level = /\blevel(\d)/.exec(cssOf(block)["mso-list"] ?? "")?.[1]
    if (!level) continue
    const markers = styled(block).filter((part) => /ignore/.test(cssOf(part)["mso-list"] ?? ""))
    const text = markers.map((marker) => marker.textContent).join("")
    for (const marker of markers) marker.remove()
    const isOrdered = /^[\s\u00a0]*\(?(\d+|[a-z]|[ivxlc]+)[.)]/i.test(text)
    items.push({ block, level: Number(level), isOrdered })
  }
  listed(items)
}

/* Word on the web wraps every item in a list of its own, and says its level. */
const listsFromWordOnTheWeb = (body) => {
  const items = []
  for (const item of body.querySelectorAll("li[data-aria-level]")) {
    const wrapper = item.closest(".ListContainerWrapper")
    const list = item.parentElement
    if (!wrapper || list.children.length !== 1) continue
    const block = made("div", item.childNodes)
    wrapper.replaceWith(block)
    items.push({ block, level: Number(item.dataset.ariaLevel), isOrdered: list.matches("ol") })
  }
  listed(items)
}

/* Docs puts a deeper list beside the item that it belongs to. */
const nestedInItems = (body) => {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const item = list.previousElementSibling
    if (item?.matches("li")) item.append(list)
    else list.replaceWith(made("li", [list.cloneNode(true)]))
  }
}

/* A row becomes a line, as in a list of credits; cells with more in them stay blocks. */
const tablesAsText = (body) => {
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const lines = []
    for (const row of table.rows) {
      const cells = [...row.cells].filter((cell) => cell.textContent.trim())
      const isLine = cells.every((cell) => cell.querySelectorAll(BLOCKS).length < 2)
      if (!isLine) {
        lines.push(...cells.flatMap((cell) => [...cell.childNodes]))
        continue
      }
      const parts = cells.flatMap((cell, number) => {
        const inside = [...(cell.querySelector(BLOCKS) ?? cell).childNodes]
        return number ? [" · ", ...inside] : inside
      })
      lines.push(made("p", parts))
    }
    table.replaceWith(...lines)
  }
}

const linksStraight = (body) => {
  for (const link of body.querySelectorAll("a[href]")) {
    const target = URL.canParse(link.href) ? new URL(link.href) : null
    if (target?.host !== "www.google.com" || target.pathname !== "/url") continue
    const meant = target.searchParams.get("q") ?? ""
    if (/^https?:/.test(meant)) link.setAttribute("href", meant)
  }
}

const tidySpaces = (body) => {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    walker.currentNode.data = walker.currentNode.data.replace(/[ \t\n\u00a0]{2,}|[\t\n]/g, " ")
  }
}

const nextNote = (view) => {
  const ids = [...view.dom.querySelectorAll("[id^=note-]")].map((item) => Number(item.id.slice(5)))
  return Math.max(0, ...ids.filter(Number.isInteger)) + 1
}

const tidied = (html, view) => {
  if (html.includes("data-pm-slice")) return html
  const body = parsed(html)
  const isWord = /\bmso-|class=["']?mso|schemas-microsoft-com/i.test(html)
  for (const junk of body.querySelectorAll(JUNK)) junk.remove()
  if (isWord) asAccepted(body)
  notesFrom(body, nextNote(view))
  marksFromStyles(body)
  listsFromWord(body)
  listsFromWordOnTheWeb(body)
  nestedInItems(body)
  tablesAsText(body)
  linksStraight(body)
  for (const heading of body.querySelectorAll("h1")) renamed(heading, "h2")
  for (const heading of body.querySelectorAll("h4, h5, h6")) renamed(heading, "h3")
  tidySpaces(body)
  for (const gap of body.querySelectorAll(":is(body, p + *, ul, ol) > br, p + br")) gap.remove()
  for (const paragraph of body.querySelectorAll("p")) {
    if (!paragraph.textContent.trim()) paragraph.remove()
  }
  return body.innerHTML
}

export const PasteCleanup = Extension.create({
  name: "pasteCleanup",
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: tidied } })],
})
