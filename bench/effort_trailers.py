"""How many steps ten reviews take to get their trailers: `python -m bench.effort_trailers`.

An action is what a person does once: a click, a paste, a key. Copying an address at the
provider's is not counted, as it is the same everywhere. A page load is a document that the
browser asks for. The tests hold the figures.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASTE = """text => {
  const data = new DataTransfer()
  data.setData("text", text)
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true })
  document.activeElement.dispatchEvent(paste)
  document.execCommand("insertText", false, text)
}"""


@dataclass
class Effort:
    """Counts what is done on a page; every method is one action."""

    page: "Page"
    actions: int = 0
    page_loads: int = 0
    steps: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._note)

    def _note(self, request: object) -> None:
        # A redirect is one load: the person sees one page.
        is_page = getattr(request, "is_navigation_request")()  # noqa: B009
        self.page_loads += bool(is_page and not getattr(request, "redirected_from"))  # noqa: B009

    def click(self, selector: str) -> None:
        self._act(f"click {selector}")
        self.page.locator(selector).first.click()

    def paste(self, text: str) -> None:
        self._act(f"paste {text}")
        self.page.evaluate(PASTE, text)

    def _act(self, step: str) -> None:
        self.actions += 1
        self.steps.append(step)


def give_ten_trailers(page: "Page", addresses: list[str]) -> Effort:
    """From the desk's first page to ten saved trailers, each pasted on its own."""
    effort = Effort(page)
    effort.click(".desk-nav a[href$='/reviews/trailer/']")
    boxes = page.locator(".trailer-rows [data-read-trailer]")
    boxes.first.wait_for()
    effort.click(".trailer-rows [data-read-trailer]")
    for number, address in enumerate(addresses, start=1):
        effort.paste(address)
        # The box below has the focus as soon as what was pasted is understood.
        page.locator(".pasted-facts").nth(number - 1).wait_for()
    effort.click(".submit-row [name=_save]")
    page.locator(".messagelist").wait_for()
    return effort
