"""Fixing the live text: a small form over what readers see now, and nothing of the draft."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.desk.staff import staff
from publishing.rich_text import body_field
from reviews.desk.comparing import FieldChange, field_change
from reviews.desk.status import later_changes
from reviews.desk.words import Words, label_of
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.publish import Refused, correct
from reviews.publish.text import Merge, edition_text, merge

FIXABLE = ("headline", "rating_line", "body", "description", "disclosure")


class CorrectForm(forms.ModelForm):
    """The words of the live edition. `number` says which one they were taken from."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    body = body_field(label=gettext_lazy("Body"))
    correction = forms.CharField(
        label=gettext_lazy("Correction readers see"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Leave it empty for a typo."),
    )

    class Meta:
        model = Edition
        fields = FIXABLE


def correct_view(request: HttpRequest, review_id: int) -> HttpResponse:
    """`publishing/desk/correct.html` with `form`, `review`; POST fixes the live text at once.

    What a colleague fixed meanwhile stays. Where both changed the same words nothing is done
    (409): `clashes` shows them beside each other, and the typed words are still in the form.
    """
    review = get_object_or_404(Review, pk=review_id)
    if not request.user.has_perm("reviews.correct_review"):
        raise PermissionDenied
    at = request.at  # type: ignore[attr-defined]
    live = Edition.objects.live(at).filter(review=review).first()
    if live is None:
        messages.error(request, _("Nothing of this piece is live; edit and publish it."))
        return redirect(review.desk_url)
    base = _seen_by_typist(request, review) or live
    # An instance of its own: the public text is compared with and never written to.
    blank = Edition(**{name: getattr(base, name) for name in FIXABLE})
    form = CorrectForm(request.POST or None, instance=blank, initial={"number": live.number})
    clashes: list[FieldChange] = []
    if request.method == "POST" and form.is_valid():
        merged = _onto(live, base, form)
        clashes = _clashes(form, merged, live)
        if not clashes and _corrected(request, review, form, live, merged):
            return redirect(review.desk_url)
    context = {
        **admin.site.each_context(request),
        "title": _("Fix the live text"),
        "form": form,
        "media": form.media,
        "review": review,
        "live": live,
        "clashes": clashes,
        "later": later_changes(review),
        "waiting": review.editions.filter(live_from__gt=at).first(),
        "opts": Review._meta,
    }
    status = 409 if clashes else 200
    return render(request, "publishing/desk/correct.html", context, status=status)


def _seen_by_typist(request: HttpRequest, review: Review) -> Edition | None:
    """The public text that the form was made of, which a colleague may have fixed since."""
    number = request.POST.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    seen = Edition.objects.public_by(request.at)  # type: ignore[attr-defined]
    return seen.filter(review=review, number=number).first()


def _onto(live: Edition, base: Edition, form: Any) -> Merge:
    """What was typed over `base`, carried into the text that is live now."""
    before = edition_text(base)
    typed = before.changed(
        {name: form.cleaned_data[name] for name in FIXABLE if name in form.changed_data}
    )
    return merge(before, typed, edition_text(live))


def _clashes(form: Any, merged: Merge, live: Edition) -> list[FieldChange]:
    """Where both changed the same words; the form then holds what can be pressed again."""
    if not merged.clashes:
        return []
    typed = {name: form.cleaned_data[name] for name in merged.clashes if name in FIXABLE}
    fitting = {name: merged.text.content[name] for name in FIXABLE}
    form.data = {**form.data.dict(), **fitting, **typed, "number": live.number}
    form.add_error(
        None,
        _("A colleague fixed the same words meanwhile. Press the button again to put yours there."),
    )
    words = Words([])
    return [field_change(name, getattr(live, name), mine, words) for name, mine in typed.items()]


def _corrected(
    request: HttpRequest, review: Review, form: Any, live: Edition, merged: Merge
) -> bool:
    changes = {
        name: merged.text.content[name]
        for name in FIXABLE
        if merged.text.content[name] != getattr(live, name)
    }
    try:
        done = correct(review, changes, staff(request), correction=form.cleaned_data["correction"])
    except Refused as refusal:
        for sentence in refusal.sentences:
            form.add_error(None, sentence)
        return False
    messages.success(request, _("Fixed. Readers see it now."))
    for where, clashes in (
        (_("the draft"), done.desk_clashes),
        (_("the scheduled text"), done.waiting_clashes),
    ):
        if clashes:
            words = {"where": where, "fields": ", ".join(map(label_of, clashes))}
            messages.warning(
                request,
                _("In %(where)s somebody had changed the same words (%(fields)s): they stay.")
                % words,
            )
    return True
