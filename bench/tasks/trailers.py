"""Ten films get a trailer each, whose addresses were copied at their sites."""

from typing import Any

from bench.hand import Hand

ADDRESSES = [f"https://vimeo.com/{50_000_001 + number}" for number in range(10)]
BOXES = ".trailer-rows [data-read-trailer]"
PAGES_AT_MOST = 3


def ten_reviews(hand: Hand) -> None:
    page = hand.page
    give_trailers(hand, ADDRESSES, of_all_films=True)
    page.goto(page.locator(".done a").first.get_attribute("href"))
    assert page.locator("figure.trailer").count() >= 1


def give_trailers(hand: Hand, addresses: list[str], of_all_films: bool = False) -> None:
    """Paste each address into the next row of the trailer desk, and save once."""
    page, asked = hand.page, list[str]()
    page.on("request", lambda request: asked.append(request.url) if _is_page(request) else None)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    hand.click(".desk-nav a[href$='/reviews/trailer/']", "Trailers")
    page.locator(BOXES).first.wait_for()
    if of_all_films:  # the demo has fewer than ten films without a trailer
        hand.click(".trailer-lists a[href*='show=all']", "All films")
        page.locator(".trailer-lists a[href*='show=all'][aria-current]").wait_for()
    hand.click(BOXES, "the first film's box")
    for number, address in enumerate(addresses, start=1):
        # Copied elsewhere, which is the same work in every system.
        page.evaluate("words => navigator.clipboard.writeText(words)", address)
        hand.press("Control+V", "paste; the next box is ready")
        page.locator(".pasted-facts").nth(number - 1).wait_for()
    hand.click(".submit-row [name=_save]", "Save trailers")
    page.get_by_text(f"{len(addresses)} trailers added.").wait_for()
    assert len(asked) <= PAGES_AT_MOST, asked


def _is_page(request: Any) -> bool:
    """A document that is asked for; where it only leads on, the person sees one page."""
    return bool(request.is_navigation_request() and not request.redirected_from)
