"""The trailer desk's one screen: films without a trailer, broken ones, paste and next."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.desk.staff import staff
from reviews.desk.trailers.adding import Added
from reviews.desk.trailers.forms import OtherFilmForm
from reviews.desk.trailers.lines import Line, read_lines, save_lines
from reviews.desk.trailers.rows import (
    Row,
    films_in_trouble,
    films_without,
    found,
    most_wanted_first,
    rows_for,
)
from reviews.desk.trailers.today import done_today
from reviews.models.film import Film
from reviews.models.trailer import Trailer
from reviews.trailers.tasks import ask_soon

FILMS_A_PAGE = 25
LISTS = ("without", "trouble", "all")


def may_use(user: Any) -> bool:
    return user.has_perms(("reviews.add_trailer", "reviews.change_trailer"))


def trailer_desk(request: HttpRequest) -> HttpResponse:
    """`publishing/desk/trailers.html`. What was refused comes back with its sentence, as typed.

    `show` is one of LISTS, `q` words to look for. POST saves the rows and the other film; with
    `_lines` the lines, with `_preview` it says what they will do; `_ask` asks a provider again.
    """
    if not may_use(request.user):
        raise PermissionDenied
    screen = TrailerScreen(request)
    if request.method == "POST" and (answer := screen.act()):
        return answer
    return render(request, "publishing/desk/trailers.html", screen.context())


class TrailerScreen:
    """One request of the screen: what was typed into it, and what it shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.user = request, staff(request)
        self.at = request.at  # type: ignore[attr-defined]
        asked = request.GET.get("show", "")
        self.show = asked if asked in LISTS else "without"
        self.words = " ".join(request.GET.get("q", "").split())[:100]
        self.other = OtherFilmForm(self.user)
        self.rows: list[Row] | None = None
        self.lines: list[Line] = []
        self.text = ""

    # -- acting ---------------------------------------------------------------------------

    def act(self) -> HttpResponse | None:
        """Do what the pressed button says; None to show the screen with what is left over."""
        typed = self.request.POST
        self.text = typed.get("lines", "").replace("\x00", "")
        if "_preview" in typed:
            self.lines = read_lines(self.text, self.user)
            return None
        if "_lines" in typed:
            return self._save_lines()
        if "_ask" in typed:
            return self._ask(typed["_ask"])
        return self._save_rows()

    def _save_lines(self) -> HttpResponse | None:
        with transaction.atomic():
            added, self.lines = save_lines(self.text, self.user)
        self._tell(added)
        if not self.lines:
            return self._again()
        self.text = "\n".join(line.text for line in self.lines)
        return None

    def _save_rows(self) -> HttpResponse | None:
        """What is right is saved, whatever else is wrong on the page."""
        typed = self.request.POST
        ids = [int(pk) for pk in typed.getlist("film")[:200] if pk.isdigit() and len(pk) < 19]
        films = Film.objects.in_bulk(ids)
        rows = rows_for([films[pk] for pk in ids if pk in films], self.at, typed)
        self.other = OtherFilmForm(self.user, typed)
        added, wrong = [], []
        with transaction.atomic():
            for row in rows:
                if not row.form.is_valid():
                    wrong.append(row)
                elif saved := row.form.save(self.user):
                    added.append(saved)
            is_other_right = self.other.is_valid()
            if is_other_right and (saved := self.other.save()):
                added.append(saved)
        self._tell(added)
        if is_other_right and not wrong:
            return self._again()
        if is_other_right:
            self.other = OtherFilmForm(self.user)
        self.rows = wrong
        return None

    def _ask(self, number: str) -> HttpResponse | None:
        trailer = Trailer.objects.filter(pk=number).first() if number.isdecimal() else None
        if trailer is None:
            messages.error(self.request, _("This trailer is there no more."))
        else:
            ask_soon(trailer)
            messages.success(
                self.request,
                _("%(provider)s is being asked for %(trailer)s; look again in a moment.")
                % {"provider": trailer.provider_name, "trailer": trailer},
            )
        return self._again()

    def _again(self) -> HttpResponse:
        """The same list anew, after a save: reloading it sends nothing twice."""
        return HttpResponseRedirect(self.request.get_full_path())

    def _tell(self, added: list[Added]) -> None:
        if not added:
            if "_lines" not in self.request.POST and not self.rows:
                messages.info(self.request, _("Nothing was pasted, so nothing was saved."))
            return
        new = sum(one.is_new for one in added)
        words = ngettext("%d trailer added.", "%d trailers added.", new) % new
        messages.success(self.request, words)
        for one in added:
            for sentence in one.sentences:
                link = format_html('<a href="{}">{}</a>', one.trailer.admin_url, one.trailer.film)
                messages.info(self.request, format_html("{}: {}", link, sentence))

    # -- showing --------------------------------------------------------------------------

    def context(self) -> dict[str, Any]:
        page = self._page()
        rows = self.rows if self.rows is not None else rows_for(list(page), self.at)
        return {
            **admin.site.each_context(self.request),
            "title": _("Trailers"),
            "opts": Trailer._meta,
            "rows": rows,
            "has_errors": self.rows is not None or self.other.is_bound,
            "page": page,
            "show": self.show,
            "words": self.words,
            "other": self.other,
            "lines": self.lines,
            "text": self.text,
            "without_count": films_without().count(),
            "trouble_count": films_in_trouble().count(),
            "done": done_today(self.user, self.at),
            "media": self.other.media,
        }

    def _page(self) -> Any:
        films = {"without": films_without, "trouble": films_in_trouble, "all": Film.objects.all}
        chosen = films[self.show]()
        if self.words:
            chosen = found(chosen, self.words)
        pages = Paginator(most_wanted_first(chosen, self.at), FILMS_A_PAGE)
        return pages.get_page(self.request.GET.get("page"))
