/* The focal point on the picture itself: click, drag or arrow keys, with every crop beside it.
   A file just chosen is shown before it is saved. Without it the two numbers can be typed. */

const template = document.querySelector("#focal-point")
const across = document.querySelector("[name=focal_x]")
const down = document.querySelector("[name=focal_y]")
const file = document.querySelector("input[type=file][name=file]")

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const bounded = (number) => Math.min(100, Math.max(0, Math.round(Number(number) || 0)))

function begin() {
  const focal = template.content.cloneNode(true).querySelector(".focal")
  across.closest(".form-row").before(focal)
  const stage = focal.querySelector(".focal-stage")
  const mark = focal.querySelector(".focal-mark")
  const looks = [...focal.querySelectorAll("img")]
  const crops = looks.slice(1)

  const show = () => {
    const [x, y] = [bounded(across.value), bounded(down.value)]
    mark.style.left = `${x}%`
    mark.style.top = `${y}%`
    for (const crop of crops) crop.style.objectPosition = `${x}% ${y}%`
    stage.setAttribute("aria-valuenow", x)
    stage.setAttribute("aria-valuetext", stage.dataset.said.replace("LEFT", x).replace("TOP", y))
  }

  const put = (x, y) => {
    const values = [bounded(x), bounded(y)]
    for (const [at, field] of [across, down].entries()) {
      if (field.value === String(values[at])) continue
      field.value = values[at]
      field.dispatchEvent(new Event("change", { bubbles: true }))
    }
    show()
  }

  const follow = ({ clientX, clientY }) => {
    const { left, top, width, height } = stage.getBoundingClientRect()
    put(((clientX - left) / width) * 100, ((clientY - top) / height) * 100)
  }

  const look = (address) => {
    focal.hidden = !address
    if (address) for (const image of looks) image.src = address
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return
    stage.setPointerCapture(event.pointerId)
    follow(event)
  })
  stage.addEventListener("pointermove", (event) => {
    if (stage.hasPointerCapture(event.pointerId)) follow(event)
  })
  stage.addEventListener("keydown", (event) => {
    const step = STEPS[event.key]
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const far = event.shiftKey ? 10 : 1
    put(bounded(across.value) + step[0] * far, bounded(down.value) + step[1] * far)
  })
  for (const field of [across, down]) field.addEventListener("input", show)

  let blob = null
  file?.addEventListener("change", () => {
    if (blob) URL.revokeObjectURL(blob)
    blob = file.files[0] ? URL.createObjectURL(file.files[0]) : null
    look(blob ?? template.dataset.picture)
  })
  // What the browser cannot open is judged by the server; there is nothing to point at.
  looks[0].addEventListener("error", () => { focal.hidden = true })
  look(template.dataset.picture)
  show()
}

if (template && across && down) begin()
