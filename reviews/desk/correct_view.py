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
from reviews.models.edition import Edition
from reviews.models.review import Review
from reviews.publish import Refused, correct

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

    A live text that changed meanwhile is refused (409) with the typed words still in the form.
    """
    review = get_object_or_404(Review, pk=review_id)
    if not request.user.has_perm("reviews.correct_review"):
        raise PermissionDenied
    live = Edition.objects.live(request.at).filter(review=review).first()  # type: ignore[attr-defined]
    if live is None:
        messages.error(request, _("Nothing of this piece is live; edit and publish it."))
        return redirect(review.desk_url)
    # An instance of its own: the live one is compared with and never written to.
    blank = Edition(**{name: getattr(live, name) for name in FIXABLE})
    form = CorrectForm(request.POST or None, instance=blank, initial={"number": live.number})
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["number"] != live.number:
            form.add_error(None, _("The live text changed meanwhile; compare and try again."))
            form.data = {**request.POST.dict(), "number": live.number}
            status = 409
        elif _corrected(request, review, form):
            return redirect(review.desk_url)
    context = {
        **admin.site.each_context(request),
        "title": _("Fix the live text"),
        "form": form,
        "media": form.media,
        "review": review,
        "live": live,
        "opts": Review._meta,
    }
    return render(request, "publishing/desk/correct.html", context, status=status)


def _corrected(request: HttpRequest, review: Review, form: Any) -> bool:
    changes = {name: form.cleaned_data[name] for name in FIXABLE if name in form.changed_data}
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
            words = {"where": where, "fields": ", ".join(clashes)}
            messages.warning(
                request,
                _("In %(where)s somebody had changed the same words (%(fields)s): they stay.")
                % words,
            )
    return True
