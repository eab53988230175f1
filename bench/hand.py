"""A hand at the desk, in a real browser, that counts what it does.

An action is a click (a double click is two), a key or key chord, or a field entry: words typed
in one go, or pasted. Looking, waiting and scrolling are none. What a task needs to know of the
page it asks the page for, and never puts there.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

PATIENCE = 10_000  # milliseconds


class Hand:
    """`did` lists the actions in words, in order."""

    def __init__(self, page: Any) -> None:
        from playwright.sync_api import Error

        self.page = page
        self.errors = Error
        self.did: list[str] = []
        page.set_default_timeout(PATIENCE)

    def click(self, selector: str, what: str, at: tuple[int, int] | None = None) -> None:
        """`at` is a place in the element, in pixels from its top left; else it is its middle."""
        position = {"x": at[0], "y": at[1]} if at else None
        self.page.locator(selector).first.click(position=position)
        self.did.append(f"click {what}")

    def double_click_word(self, selector: str, word: str) -> None:
        """Mark one word of a text by a double click, as the browser does it."""
        place = self.page.locator(selector).first
        place.scroll_into_view_if_needed()
        box = place.evaluate(WHERE_A_WORD_IS, word)
        self.page.mouse.dblclick(box["x"], box["y"])
        self.did += [f"double click “{word}”", "(its second click)"]

    def press(self, key: str, why: str = "") -> None:
        self.page.keyboard.press(key)
        self.did.append(f"press {key}{f': {why}' if why else ''}")

    def enter(self, words: str, into: str) -> None:
        """Type words in one go into what has the focus."""
        self.page.keyboard.type(words)
        self.did.append(f"type {into}")

    def paste(self, words: str, into: str) -> None:
        """As a paste arrives: in one piece."""
        self.page.keyboard.insert_text(words)
        self.did.append(f"paste {into}")

    def see(self, answer: Callable[[], Any], what: str) -> Any:
        """Wait until the page shows something; no action. AssertionError when it never does."""
        for _ in range(PATIENCE // 50):
            with suppress(self.errors):  # between two pages nothing can be asked
                if found := answer():
                    return found
            self.page.wait_for_timeout(50)
        raise AssertionError(f"The page never showed {what}.")

    def is_at(self, selector: str) -> None:
        """Insist that the focus is there; no action."""
        at = "s => document.activeElement?.matches(s)"
        self.see(lambda: self.page.evaluate(at, selector), f"the focus in {selector}")


WHERE_A_WORD_IS = """(place, word) => {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + word.length);
    const box = range.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }
  throw new Error(`no “${word}” here`);
}"""
