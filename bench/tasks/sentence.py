"""Somebody changed a sentence yesterday: who it was is seen, and the old words come back."""

from typing import Any

from bench.hand import Hand

PIECE = "Somebody chose the frame"
BODY = ".field-body .ProseMirror"


def bring_back(hand: Hand) -> None:
    """The sentence is as it was; what was edited after it stays."""
    page = hand.page
    old = _change_a_sentence_then_the_headline(page)
    page.goto("/admin/")
    hand.click(f".panel li a:has-text('{PIECE}')", "the piece")
    page.locator("[name=headline]").wait_for()
    form = page.url
    hand.click(".object-tools a:has-text('History')", "History")
    changed = ".entries li:has(.change-body)"
    hand.see(lambda: "demo" in page.locator(changed).first.inner_text(), "who changed it")
    hand.click(f"{changed} button:has-text('Bring the older words back')", "Bring them back")
    page.locator(".messagelist").wait_for()
    page.goto(form)
    page.locator(BODY).wait_for()
    assert old in page.inner_text(BODY)
    assert page.input_value("[name=headline]").endswith("(later)")


def _change_a_sentence_then_the_headline(page: Any) -> str:
    """What a colleague did, and is not counted; returns the word that she replaced."""
    page.click(f".panel li a:has-text('{PIECE}')")
    text = page.locator(BODY)
    text.wait_for()
    word = next(word for word in text.inner_text().split() if word.isalpha() and len(word) > 6)
    Hand(page).double_click_word(BODY, word)
    page.keyboard.insert_text("Otherwise")
    _save(page)
    page.fill("[name=headline]", f"{page.input_value('[name=headline]')} (later)")
    _save(page)
    return word


def _save(page: Any) -> None:
    page.click("[name=_save]")
    page.locator(".messagelist").wait_for()
    page.locator(BODY).wait_for()
