/* A button that puts a video into a text. What is pasted is read by the server, as everywhere
   on the desk; the text keeps provider and number only, and readers press Play. */

import { Extension, updateAttrsDialog } from "django-prose-editor/editor"
import { word } from "./words.js"

const readBy = document.querySelector("meta[name='read-trailer']")?.content

const read = async (text, form) => {
  const body = new FormData()
  body.set("text", text)
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
  const answer = await fetch(readBy, { method: "POST", body })
  return answer.json()
}

/* Asks until the address is one of a video or the dialog is closed; resolves to the video's key. */
const askForVideo = async (editor) => {
  const { form } = editor.view.dom.closest(".prose-editor").querySelector("textarea")
  let typed = ""
  let title = word("Video: its address or embed code")
  for (;;) {
    const dialog = updateAttrsDialog(
      { video: { type: "string", title, required: true } },
      { title: word("Video"), submitText: word("Insert video") },
    )
    const answer = await dialog(editor, { video: typed })
    if (!answer) return null
    typed = answer.video
    const { key, refusal } = await read(typed, form).catch(() => ({}))
    if (key) return key
    title = refusal ?? word("The server did not answer; try again.")
  }
}

export const VideoButton = Extension.create({
  name: "videoButton",

  addCommands() {
    return {
      addVideo:
        () =>
        ({ editor }) => {
          const { $from } = editor.state.selection
          // Between the paragraphs: a figure inside a quotation or a list belongs to neither.
          const after = $from.depth ? $from.after(1) : $from.pos
          askForVideo(editor).then((key) => {
            if (!key) return
            const figure = {
              type: "inset",
              attrs: { "data-video": key },
              content: [{ type: "insetCaption" }],
            }
            editor.chain().focus().insertContentAt(after, figure).run()
          })
          return true
        },
    }
  },

  addMenuItems({ buttons, menu }) {
    if (!readBy) return
    menu.defineItem({
      name: "video",
      groups: "nodes",
      button: buttons.material("movie", "video"),
      active: () => false,
      enabled: () => true,
      command: (editor) => editor.commands.addVideo(),
    })
  },
})
