"""The history of a piece: who changed what and when, any two versions, and the way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from publishing.desk.staff import staff
from publishing.desk.versioned import VersionedAdmin
from publishing.moments import told
from reviews.desk.comparing import FieldChange, compare
from reviews.desk.restoring import WordsMoved, carry, one_change, one_change_taken, put_back
from reviews.desk.words import Words, label_of
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.revisions import edition_snapshot, snapshot

A_PAGE = 15
NOW, LIVE = "now", "live"
Snapshot = Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """A text that can be compared: a revision by its number, the saved text or the live one."""

    key: str
    title: str
    data: Snapshot


@dataclass(frozen=True)
class Entry:
    """One revision of the list, with what it changed of the one that it was made from."""

    revision: Revision
    who: str
    when: str
    changes: list[FieldChange]
    before: Revision | None

    @property
    def is_losing(self) -> bool:
        return self.revision.kind == Revision.Kind.CONFLICT


class HistoryMixin(VersionedAdmin):
    """Puts our history in place of the admin's, which tells that fields changed, not how."""

    def get_urls(self) -> list[URLPattern]:
        pages = {"compare": self.compare_view, "restore": self.restore_view}
        ours = [
            path(
                f"<path:object_id>/history/{name}/",
                self.admin_site.admin_view(view),
                name=f"reviews_review_{name}",
            )
            for name, view in pages.items()
        ]
        return [*ours, *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """`publishing/desk/history.html` with a `page` of entries, newest first."""
        review = self._seen(request, object_id)
        revisions = review.revisions.select_related("by").order_by("-number")
        page = Paginator(revisions, A_PAGE).get_page(request.GET.get("page"))
        is_live = self._live(request, review) is not None
        versions = _versions(review, is_live)
        context = {
            **self._context(request, review, _("History")),
            "page": page,
            "entries": _entries(review, list(page.object_list)),
            "live": is_live,
            "versions": versions,
            "sides": [
                {"name": "from", "label": _("Compare"), "chosen": versions[-1][0]},
                {"name": "to", "label": _("with"), "chosen": NOW},
            ],
        }
        return render(request, "publishing/desk/history.html", context)

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """`publishing/desk/compare.html`: `old` and `new` (Side) and the `changes` between them."""
        review = self._seen(request, object_id)
        old, new = (self._side(request, review, name) for name in ("from", "to"))
        changes = compare(old.data, new.data, Words([old.data, new.data]))
        context = {
            **self._context(request, review, _("Compare")),
            "old": old,
            "new": new,
            "changes": changes,
        }
        return render(request, "publishing/desk/compare.html", context)

    def restore_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Bring back what the pressed button names, and tell what could not come."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        review = self._seen(request, object_id)
        if not self.has_change_permission(request, review):
            raise PermissionDenied
        old, new = (self._side(request, review, name) for name in ("from", "to"))
        wish = request.POST.get("part", "")
        compared = _compared(review, old if request.POST.get("take") != "new" else new)
        if new.key == NOW and request.POST.get("version") != str(review.version):
            messages.warning(
                request,
                _("Somebody saved meanwhile, so nothing was brought back yet. Please look again."),
            )
            return redirect(compared)
        try:
            notes = _restored(request, review, old, new, wish)
        except WordsMoved:
            messages.warning(
                request,
                _(
                    "These words were changed again since, so nothing was brought back. "
                    "Below is how the text of then differs from the one of now."
                ),
            )
            return redirect(compared)
        except (IndexError, KeyError, ValueError):
            raise Http404("These two texts do not differ there") from None
        messages.success(request, _("Brought back into the draft. Readers see nothing of it yet."))
        for note in notes:
            messages.warning(request, note)
        return redirect(review.desk_url)

    def _seen(self, request: HttpRequest, object_id: str) -> Review:
        review = self.get_object(request, object_id)
        if review is None:
            raise Http404("There is no such piece")
        if not self.has_view_or_change_permission(request, review):
            raise PermissionDenied
        return review

    def _context(self, request: HttpRequest, review: Review, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "review": review,
            "may_restore": self.has_change_permission(request, review),
        }

    def _live(self, request: HttpRequest, review: Review) -> Edition | None:
        return Edition.objects.live(request.at).filter(review=review).first()  # type: ignore[attr-defined]

    def _side(self, request: HttpRequest, review: Review, name: str) -> Side:
        """What `from` or `to` names, of this piece and no other."""
        key = request.POST.get(name, request.GET.get(name, NOW))
        if key == NOW:
            return Side(NOW, _("The text saved now"), snapshot(review))
        if key == LIVE:
            live = self._live(request, review)
            if live is None:
                raise Http404("Nothing of this piece is live")
            title = _("What readers see since %(when)s") % {"when": told(live.live_from)}
            return Side(LIVE, title, edition_snapshot(live))
        found = review.revisions.filter(number=key) if key.isascii() and key.isdigit() else None
        revision = (
            found.select_related("by").first() if found is not None and len(key) < 10 else None
        )
        if revision is None:
            raise Http404("There is no such version")
        words = {
            "number": revision.number,
            "who": who_of(revision),
            "when": told(revision.at),
        }
        return Side(
            str(revision.number), _("Version %(number)s, %(who)s, %(when)s") % words, revision.data
        )


def _restored(request: HttpRequest, review: Review, old: Side, new: Side, wish: str) -> list[str]:
    """Do what `wish` says: "" the whole old text, "body" a field, "body:3" a change in it."""
    name, _colon, number = wish.partition(":")
    is_new = request.POST.get("take") == "new"
    wanted, base = (new, old) if is_new else (old, new)
    if not name:
        why = _("Whole text of version %(number)s.") % {"number": wanted.key}
        return put_back(review, wanted.data, staff(request), why)
    change = one_change_taken if is_new else one_change
    text = change(old.data, new.data, name, int(number) if number else None)
    words = {"field": label_of(name), "number": wanted.key}
    why = (_("Part of “%(field)s”") if number else _("“%(field)s”")) % words
    why = f"{why} {_('of version %(number)s.') % words}"
    return carry(review, base.data, text, staff(request), why)


def _compared(review: Review, side: Side) -> str:
    """Where that text stands beside the one saved now."""
    address = reverse("admin:reviews_review_compare", args=[review.pk])
    return f"{address}?from={side.key}&to={NOW}"


def who_of(revision: Revision) -> str:
    return name_of(revision.by)


def name_of(user: User | None) -> str:
    """A colleague's name, as colleagues know it."""
    if user is None:
        return _("nobody in particular")
    return user.get_full_name() or user.get_username()


def _versions(review: Review, is_live: bool) -> list[tuple[str, str]]:
    """What can be compared, for two select boxes, newest first; one query, without the texts."""
    rows = review.revisions.select_related("by").defer("data").order_by("-number")
    versions = [(str(row.number), f"{row.number} · {who_of(row)} · {told(row.at)}") for row in rows]
    live = [(LIVE, _("What readers see"))] if is_live else []
    return [(NOW, _("The text saved now")), *live, *versions]


def _entries(review: Review, shown: list[Revision]) -> list[Entry]:
    """The revisions of a page, each with what stood before; two more queries."""
    before = _before(review, shown)
    texts = [revision.data for revision in (*shown, *before.values())]
    words = Words(texts)
    return [
        Entry(
            revision=revision,
            who=who_of(revision),
            when=told(revision.at),
            before=(earlier := before.get(revision.number)),
            changes=compare(earlier.data, revision.data, words) if earlier else [],
        )
        for revision in shown
    ]


def _before(review: Review, shown: list[Revision]) -> dict[int, Revision]:
    """By number: the text before, or for a refused one the version that it was written from."""
    if not shown:
        return {}
    texts = review.revisions.exclude(kind=Revision.Kind.CONFLICT).order_by("-number")
    bases = {row.version for row in shown if row.kind == Revision.Kind.CONFLICT}
    earlier = texts.filter(number__lt=shown[-1].number)[:1]
    known = {row.number: row for row in (*earlier, *texts.filter(version__in=bases))}
    known |= {row.number: row for row in shown if row.kind != Revision.Kind.CONFLICT}
    newest_first = [known[number] for number in sorted(known, reverse=True)]
    found = {}
    for row in shown:
        is_refused = row.kind == Revision.Kind.CONFLICT
        rows = (
            earlier
            for earlier in newest_first
            if (earlier.version == row.version if is_refused else earlier.number < row.number)
        )
        if (match := next(rows, None)) is not None:
            found[row.number] = match
    return found
