"""A typo on a live page is seen, and mended where readers see it."""

from bench.hand import Hand

PIECE = "Sherlock Jr.: the door in the screen"


def fix(hand: Hand) -> None:
    page = hand.page
    row = f".panel li:has(a:text-is('{PIECE}'))"
    address = page.locator(f"{row} a").first.get_attribute("href")
    hand.click(f"{row} .when a", "Fix the live text, beside the piece")
    text = page.locator(".field-body .ProseMirror")
    text.wait_for()
    word = next(word for word in text.inner_text().split() if word.isalpha() and len(word) > 5)
    hand.double_click_word(".field-body .ProseMirror", word)
    hand.enter("Mended", "the right word")
    hand.click("[name=_correct]", "Fix the live text")
    page.get_by_text("Fixed. Readers see it now.").wait_for()
    page.goto(address)
    page.goto(page.get_by_role("link", name="Open the live page").get_attribute("href"))
    assert "Mended" in page.inner_text("article")
