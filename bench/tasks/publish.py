"""A review that was written elsewhere is put in, with everything that belongs to it."""

from bench.hand import Hand

HEADLINE = "Film Review: ‘Sunrise’"
VERDICT = "“The city is a dream that two people have at once”"
BODY = (
    "A man, a woman, a boat. The city is a dream that two people have at once, and the camera "
    "walks beside them through the traffic as if it had nowhere else to be."
)
TRAILER = "https://vimeo.com/76979871"
TAGS = "Silent, Restorations, City films"
DATE = "03292013"


def with_the_mouse(hand: Hand) -> None:
    hand.click(".button.write", "Write a review")
    hand.is_at("#id_film-box")
    hand.enter("Sunrise", "the film")
    hand.press("Tab", "take the film, go on to the headline")
    hand.is_at("#id_headline")
    hand.enter(HEADLINE, "the headline")
    hand.click("#id_rating_line", "the rating line")
    hand.enter(VERDICT, "the rating line")
    hand.click("#bylines-group .adder input", "the byline")
    hand.enter("Anjali", "the author")
    hand.press("Enter", "take the author")
    hand.click(".field-body .ProseMirror", "the body")
    hand.paste(BODY, "the body")
    hand.click("#id_trailer_paste", "the trailer")
    hand.paste(TRAILER, "the trailer")
    hand.click("#desk_recommendations-group .adder input", "the related pieces")
    hand.enter("Sherlock", "the first related piece")
    hand.press("Enter", "take it")
    _has_rows(hand, 1)
    hand.enter("Safety", "the second")
    hand.press("Enter", "take it")
    _has_rows(hand, 2)
    hand.click("#id_tags", "the tags")
    hand.enter(TAGS, "three tags")
    hand.click("#id_published_at_0", "the month of the date", at=(18, 18))
    hand.enter(DATE, "the date")
    hand.click("[name=_publish]", "Publish now")
    _is_published(hand)


def by_keyboard(hand: Hand) -> None:
    """No pointer at all, and between one field and the next a single Tab."""
    hand.press("Tab", "the way past the masthead")
    hand.press("Enter")
    hand.press("Tab", "Write a review")
    hand.is_at(".button.write")
    hand.press("Enter")
    hand.is_at("#id_film-box")
    hand.enter("Sunrise", "the film")
    hand.press("Tab", "take the film, go on")
    hand.is_at("#id_headline")
    hand.enter(HEADLINE, "the headline")
    hand.press("Tab")
    hand.is_at("#id_rating_line")
    hand.enter(VERDICT, "the rating line")
    hand.press("Tab")
    hand.is_at("#bylines-group .adder input")
    hand.enter("Anjali", "the author")
    hand.press("Tab", "take the author, go on")
    hand.is_at(".field-body .ProseMirror")
    hand.paste(BODY, "the body")
    _tab_to(hand, "#id_trailer_paste", "past the lead picture to the trailer")
    hand.paste(TRAILER, "the trailer")
    hand.press("Tab")
    hand.is_at("#desk_recommendations-group .adder input")
    hand.enter("Sherlock", "the first related piece")
    hand.press("Enter", "take it")
    _has_rows(hand, 1)
    hand.enter("Safety", "the second")
    hand.press("Tab", "take it, go on")
    hand.is_at("#id_tags")
    hand.enter(TAGS, "three tags")
    hand.press("Tab")
    hand.is_at("#id_published_at_0")
    hand.enter(DATE, "the date")
    hand.press("Control+Enter", "Publish now")
    _is_published(hand)


def _tab_to(hand: Hand, selector: str, why: str) -> None:
    for _ in range(8):
        hand.press("Tab", why)
        if hand.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached by a few Tabs.")


def _has_rows(hand: Hand, count: int) -> None:
    rows = hand.page.locator("#desk_recommendations-group .inline-related:not(.empty-form)")
    hand.see(lambda: rows.locator("visible=true").count() >= count, f"{count} related pieces")


def _is_published(hand: Hand) -> None:
    """Everything is there for readers, as it was put in."""
    page = hand.page
    page.get_by_text("Published. Readers see it now.").wait_for()
    page.goto(page.get_by_role("link", name="Open the live page").get_attribute("href"))
    article, whole = page.inner_text("article"), page.inner_text("body")
    for words in (HEADLINE, "Anjali Thorsgaard", "29 March 2013", BODY[:40]):
        assert words in article, words
    for words in ("City films", "Sherlock Jr.", "Safety Last!"):
        assert words in whole, words
    assert page.locator("figure.trailer").count() >= 1
