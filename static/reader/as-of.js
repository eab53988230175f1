/* Links inside a text are kept as they were written, so they would leave the instant: here they
   are led back into it. Without this script they open the page of now. */

const banner = document.querySelector(".as-of")
const { root } = banner.dataset
const files = banner.dataset.files.split(" ")
const [prefix] = /^.*?\/as-of\/[^/]+\//.exec(location.pathname)

const isPage = ({ origin, pathname }) =>
  origin === location.origin &&
  pathname.startsWith(root) &&
  ![prefix, `${root}admin/`, ...files].some((path) => pathname.startsWith(path))

for (const link of document.querySelectorAll("main a[href]")) {
  if (isPage(new URL(link.href))) link.pathname = prefix + link.pathname.slice(root.length)
}
