"""How many steps it takes to schedule a change and look at the site as of then.

From the desk's first page: a live piece gets new words for tomorrow at nine; its page, the list
of reviews and the front page are seen as they will be; the piece stays open for editing. An
action is a click, a key chord or a field entry. Run by the tests, which hold the figure.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


@dataclass
class Seen:
    """What was done, and what the three pages said."""

    steps: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def actions(self) -> int:
        return len(self.steps)

    def click(self, what: "Locator", name: str) -> None:
        self.steps.append(f"click {name}")
        what.click()

    def enter(self, what: "Locator", text: str, name: str) -> None:
        self.steps.append(f"enter {name}")
        what.fill(text)


def schedule_and_look(page: "Page", headline: str, new: str, day: str) -> Seen:
    """The whole task, on a page that shows the desk's first page. `day` is ISO, of tomorrow."""
    seen = Seen()
    seen.click(page.get_by_role("link", name=headline).first, "the piece")
    seen.enter(page.locator("[name=headline]"), new, "the new headline")
    seen.click(page.get_by_text("Schedule", exact=True).first, "Schedule")
    seen.enter(page.locator("[name=publish_at_0]"), day, "the day")
    seen.enter(page.locator("[name=publish_at_1]"), "09:00", "the time")
    seen.click(page.locator("button[name=_schedule]"), "the button Schedule")
    with page.expect_popup() as opened:
        seen.click(page.get_by_role("link", name="See the site as of then"), "as of then")
    then = opened.value
    seen.pages["page"] = then.inner_text("main")
    seen.click(then.locator(".masthead").get_by_role("link", name="Reviews"), "the list")
    seen.pages["list"] = then.inner_text("main")
    seen.click(then.locator(".masthead .site-name a"), "the front page")
    seen.pages["front"] = then.inner_text("main")
    return seen
