"""A live piece gets new words for tomorrow at nine, and the site is looked at as of then."""

from bench.hand import Hand
from bench.tasks.typo import PIECE

WORDS = "once more "


def for_tomorrow(hand: Hand) -> None:
    """Page, list and front page are seen as they will be; the piece stays open for editing."""
    page = hand.page
    hand.click(f".panel li a:text-is('{PIECE}')", "the piece")
    page.locator("[name=headline]").wait_for()
    form = page.url
    hand.click("[name=headline]", "the headline")
    hand.enter(WORDS, "the new words")
    hand.click(".rail summary:text-is('Schedule')", "Schedule")
    hand.click(".moment-quick", "Tomorrow 09:00")
    hand.click("[name=_schedule]", "Schedule")
    hand.click(".messagelist a:text-is('See the site as of then')", "See the site as of then")
    new = WORDS.strip()
    hand.see(lambda: new in page.inner_text("h1"), "the piece's page as of then")
    hand.click(".masthead .nav a:text-is('Reviews')", "the list of reviews")
    hand.see(lambda: new in page.inner_text("main ul"), "the list as of then")
    hand.click(".masthead .site-name a", "the front page")
    hand.see(lambda: new in page.inner_text("main"), "the front page as of then")
    assert "The site as of" in page.inner_text(".as-of")
    page.goto(form)
    assert page.locator("[name=headline]").is_editable()
    assert new in page.input_value("[name=headline]")
