/* Makes a trailer's link a button that plays it here. Until it is pressed nothing is asked of
   the provider's host; without this script the link leads there. */

function play(button, { player, playerTitle }) {
  const frame = document.createElement("iframe");
  frame.className = "trailer-frame";
  frame.title = playerTitle;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  // Without a referrer YouTube's player shows "Error 153" and nothing else.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.src = player;
  button.replaceWith(frame);
  frame.focus();
}

for (const link of document.querySelectorAll(".trailer-screen[data-player]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  if (link.hasAttribute("aria-label")) {
    button.setAttribute("aria-label", link.getAttribute("aria-label"));
  }
  button.append(...link.childNodes);
  button.addEventListener("click", () => play(button, link.dataset));
  link.replaceWith(button);
}
