"""A save made from an older version of a piece: merged where that loses nobody's words, else both
texts on one page with a choice for each field. The words that are not saved are kept."""

import copy
import re
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import InlineModelAdmin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from publishing.desk.staff import staff
from publishing.desk.versioned import VersionedAdmin, posted_fields
from publishing.moments import told
from reviews.desk.buttons import ACTS
from reviews.desk.comparing import field_change
from reviews.desk.history import who_of
from reviews.desk.live_rows import settle
from reviews.desk.merging import UNITS
from reviews.desk.rebase import ROWS, Rebased, rebase
from reviews.desk.words import Words, label_of
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.revisions import keep_base, keep_revision, revision_of

# How the page with both texts posts what each choice would save: "mine.headline.headline".
_CHOICE = re.compile(r"(mine|theirs)\.([a-z_]+)\.(.+)")


class StaleSavesMixin(VersionedAdmin):
    """Puts a stale POST onto the present version before the admin reads it.

    Nothing is done from a stale page but saving: who pressed Publish has not seen what she would
    publish.
    """

    def meet(self, request: HttpRequest, present: Any) -> HttpResponse | None:
        """`publishing/desk/conflict.html`, 409, where both sides changed the same words."""
        if not self.has_change_permission(request, present):
            return None
        keep_base(present)
        _put(request, chosen(request.POST))
        self._settle_live_rows(request, present)
        version = request.POST.get("version", "")
        if version == str(present.version):
            return None
        base = base_of(present, version)
        held = _hold_acts(request)
        rebased = self.rebased(request, request.POST, present, base)
        if rebased.clashes:
            return self._both_texts(request, present, base, rebased, held)
        _put(request, rebased.post)
        self.tell_merged(request, present, base, rebased, held)
        return None

    # Inlines that are furniture: shown in the group "Live at once", never part of the text.
    live_inlines: tuple[type[InlineModelAdmin], ...] = ()

    def _settle_live_rows(self, request: HttpRequest, present: Review) -> None:
        post = request.POST.copy()
        for formset_class, inline in self.get_formsets_with_inlines(request, present):
            if type(inline) not in self.live_inlines:
                continue
            formset: Any = formset_class(instance=present, queryset=inline.get_queryset(request))
            for note in settle(post, formset):
                messages.warning(request, note)
        _put(request, post)

    def rebased(
        self, request: HttpRequest, post: QueryDict, present: Review, base: Revision | None
    ) -> Rebased:
        # A copy: reading a form writes what was typed into its instance.
        form_class = self.get_form(request, present, change=True)
        form = form_class(post, instance=copy.copy(present))
        rows = [
            name
            for inline in self.get_inline_instances(request, present)
            if (name := _prefix(inline)) in ROWS
            and inline.has_add_permission(request, present)
            and inline.has_change_permission(request, present)
            and inline.has_delete_permission(request, present)
        ]
        return rebase(post, form, base.data if base else {}, present, rows)

    def tell_merged(
        self,
        request: HttpRequest,
        present: Review,
        base: Revision | None,
        rebased: Rebased,
        held: str = "",
    ) -> None:
        words = {
            "theirs": _names(rebased.theirs) or _("nothing that you see here"),
            "mine": _names(rebased.mine) or _("nothing"),
        }
        merged = _("Put together: from there %(theirs)s, from you %(mine)s.") % words
        messages.warning(request, f"{newer_saves(present, base)} {merged}")
        request.merged = merged  # type: ignore[attr-defined]  # why, in the history
        if held:
            messages.warning(request, held)

    def _both_texts(
        self,
        request: HttpRequest,
        present: Review,
        base: Revision | None,
        rebased: Rebased,
        held: str,
    ) -> HttpResponse:
        kept = keep_revision(
            present,
            staff(request),
            kind=Revision.Kind.CONFLICT,
            why=_("Not saved: a colleague had saved first"),
            data={**rebased.typed, "form": posted_fields(request)},
            version=base.version if base else None,
        )
        clashes = [_shown(unit, rebased) for unit in rebased.clashes]
        others = {
            name: values
            for name, values in rebased.post.lists()
            if name not in {"csrfmiddlewaretoken", "_save"}
        }
        for clash in clashes:
            for side, raw in rebased.choices[clash["unit"]].items():
                for name, values in raw.items():
                    others[f"{side}.{clash['unit']}.{name}"] = values
        context = {
            **self.admin_site.each_context(request),
            "title": _("You both changed the same words"),
            "opts": self.opts,
            "review": present,
            "present": str(present),
            "newer": newer_saves(present, base),
            "kept": kept,
            "clashes": clashes,
            "mine": _names([unit for unit in rebased.mine if unit not in rebased.clashes]),
            "theirs": _names([unit for unit in rebased.theirs if unit not in rebased.clashes]),
            "held": held,
            "fields": [(name, value) for name, values in others.items() for value in values],
            "change_url": request.path,
        }
        return render(request, "publishing/desk/conflict.html", context, status=409)


def chosen(post: QueryDict) -> QueryDict:
    """The POST with the fields in it that were chosen on the page with both texts.

    Without a choice what is saved stays: the other text is kept already.
    """
    offered = [(key, found) for key in post if (found := _CHOICE.fullmatch(key))]
    if not offered:
        return post
    settled = post.copy()
    for key, found in offered:
        side, unit, name = found.groups()
        if unit in UNITS and post.get(f"choice.{unit}", "theirs") == side:
            settled.setlist(name, post.getlist(key))
        del settled[key]
    return settled


def newer_saves(present: Review, base: Revision | None) -> str:
    """Who saved since, in one sentence."""
    saves = present.revisions.exclude(kind=Revision.Kind.CONFLICT).filter(version=present.version)
    last = saves.select_related("by").order_by("-number").first()
    words = {
        "who": who_of(last) if last else _("nobody in particular"),
        "version": last.number if last else present.version,
        "when": told(last.at if last else present.saved_at),
    }
    return _("While you were writing, %(who)s saved version %(version)s, %(when)s.") % words


def _put(request: HttpRequest, post: QueryDict) -> None:
    """What the admin is going to read in place of what came."""
    request.POST = post  # type: ignore[assignment]  # settable, though typed as it comes in


def base_of(present: Review, version: str) -> Revision | None:
    """The text that a page of that version was made from, if it is kept."""
    return revision_of(present, int(version)) if re.fullmatch("[0-9]{1,9}", version) else None


def _hold_acts(request: HttpRequest) -> str:
    """Take the pressed button out of the POST; returns a sentence that tells it, or nothing."""
    pressed = [name for name in ACTS if name in request.POST]
    if not pressed:
        return ""
    post = request.POST.copy()
    for name in pressed:
        del post[name]
    _put(request, post)
    return _(
        "Nothing more than saving was done, because the text is another now than you saw. "
        "Look it over, then press the button again."
    )


def _shown(unit: str, rebased: Rebased) -> dict[str, Any]:
    """A clash for the page: what differs between the two choices, and what each would save."""
    clash = rebased.clashes[unit]
    words = Words([clash.mine, clash.theirs])
    return {
        "unit": unit,
        "label": label_of(unit),
        "changes": [
            field_change(name, clash.theirs[name], clash.mine[name], words)
            for name in UNITS[unit]
            if words.of(name, clash.theirs[name]) != words.of(name, clash.mine[name])
            or name == "body"
        ],
        "mine": [(label_of(name), words.of(name, clash.mine[name])) for name in UNITS[unit]],
        "theirs": [(label_of(name), words.of(name, clash.theirs[name])) for name in UNITS[unit]],
        "is_body": unit == "body",
    }


def _names(units: list[str]) -> str:
    return ", ".join(label_of(unit) for unit in units)


def _prefix(inline: Any) -> str:
    """The name of an inline's rows: Django makes the prefix of it."""
    relation = inline.model._meta.get_field(inline.fk_name or "review").remote_field
    return str(relation.get_accessor_name())
