/* Tells a moment, as it is typed, in the site's zone, in UTC and in the browser's, whose zone it
   adds to the choice; and gives the commonest one a button. What is meant is judged by the server
   alone. */

const mine = Intl.DateTimeFormat().resolvedOptions().timeZone
const clocks = new Map()

const clockIn = (zone) => {
  if (!clocks.has(zone)) {
    const options = { year: "numeric", month: "numeric", day: "numeric", hour: "2-digit" }
    clocks.set(zone, new Intl.DateTimeFormat("en-GB", {
      ...options, minute: "2-digit", second: "2-digit", timeZone: zone, timeZoneName: "short",
    }))
  }
  return clocks.get(zone)
}

const partsIn = (instant, zone) =>
  Object.fromEntries(clockIn(zone).formatToParts(instant).map(({ type, value }) => [type, value]))

/* What a zone's clocks show at an instant, counted as if it were UTC. */
const shownIn = (instant, zone) => {
  const { year, month, day, hour, minute, second } = partsIn(instant, zone)
  return Date.UTC(year, month - 1, day, hour % 24, minute, second)
}

/* The instant at which a zone's clocks show that; NaN for a time they skip. */
const instantOf = (shown, zone) => {
  let instant = shown
  for (let round = 0; round < 2; round += 1) instant += shown - shownIn(instant, zone)
  return shownIn(instant, zone) === shown ? instant : NaN
}

const told = (instant, zone, typedDay) => {
  const { day, month, hour, minute, timeZoneName } = partsIn(instant, zone)
  const other = Number(day) === typedDay ? "" : `${day}/${month}, `
  return `${other}${hour}:${minute} ${timeZoneName}`
}

const bind = (box) => {
  const [day, time] = box.querySelectorAll("input")
  const zone = box.querySelector("select")
  if (mine && ![...zone.options].some((option) => option.value === mine)) {
    zone.add(new Option(`${mine.replaceAll("_", " ")} (${box.dataset.yours})`, mine))
  }
  const echo = document.createElement("p")
  echo.className = "moment-echo help"
  echo.setAttribute("role", "status")
  box.after(echo)
  const say = () => {
    const shown = Date.parse(`${day.value}T${time.value}Z`)
    const instant = Number.isNaN(shown) ? NaN : instantOf(shown, zone.value)
    if (Number.isNaN(instant)) {
      echo.textContent = ""
      return
    }
    const typedDay = new Date(shown).getUTCDate()
    const zones = new Set([zone.value, box.dataset.siteZone, "UTC", mine])
    echo.textContent = [...new Set([...zones].map((name) => told(instant, name, typedDay)))].join(" · ")
  }
  const tomorrow = document.createElement("button")
  tomorrow.type = "button"
  tomorrow.className = "plain moment-quick"
  tomorrow.textContent = box.dataset.tomorrowWord
  tomorrow.addEventListener("click", () => {
    day.value = box.dataset.tomorrow
    time.value = "09:00"
    zone.value = box.dataset.siteZone
    day.dispatchEvent(new Event("input", { bubbles: true }))
  })
  echo.before(tomorrow)
  box.addEventListener("input", say)
  say()
}

for (const box of document.querySelectorAll(".moment[data-site-zone]")) bind(box)
