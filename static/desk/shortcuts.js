/* Ctrl+S saves the draft, Ctrl+Enter presses the one primary button: both are real buttons, so
   what they mean is what they say. In the text itself Ctrl+Enter stays a line break. */

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const isSave = event.key.toLowerCase() === "s";
  const isPrimary = event.key === "Enter" && !event.target.closest?.(".ProseMirror");
  const button = document.querySelector(
    isSave ? ".rail .buttons [name=_save]" : isPrimary ? ".rail .buttons button.default" : "nothing",
  );
  if (!button) return;
  event.preventDefault();
  button.click();
}, true);
