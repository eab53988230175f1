"""Links by which a draft is shown to somebody without a login: made, opened, revoked."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_safe

from publishing.error_views import not_found
from publishing.log import record
from publishing.models.site_settings import SiteSettings
from publishing.moments import told
from publishing.requests import SiteRequest
from reviews.desk.preview import render_preview, saved_draft
from reviews.models.preview_link import PreviewLink, hash_of
from reviews.models.review import Review

DAYS, USUAL_DAYS = (1, 3, 7, 14), 7


class ShareFields(forms.Form):
    """What the form of a piece asks when a link is made; looked at only then."""

    share_name = forms.CharField(
        label=gettext_lazy("Who is it for?"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("“Anna at the distributor’s”"),
    )
    share_days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"),
        required=False,
        coerce=int,
        initial=USUAL_DAYS,
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in DAYS],
    )
    # The button's own name and value: which link is to be closed.
    _revoke_link = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "_share" in self.data and not cleaned.get("share_name"):
            self.add_error("share_name", _("Say who the link is for, to know it again later."))
        return cleaned


def make_link(review: Review, by: User | None, name: str, days: int) -> str:
    """Make a link valid for that many days, 14 at most (else ValueError). Returns its token."""
    if not 0 < days <= max(DAYS):
        raise ValueError(f"A link lasts from one to {max(DAYS)} days, not {days}")
    token = token_urlsafe(32)
    PreviewLink.objects.create(
        review=review,
        name=name,
        token_hash=hash_of(token),
        made_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    record(by, review, _("Made a link to the draft: %(name)s") % {"name": name})
    return token


def share(review: Review, user: User, answers: dict[str, Any]) -> str:
    """Make a link and tell its address, this once."""
    token = make_link(review, user, answers["share_name"], answers["share_days"] or USUAL_DAYS)
    address = SiteSettings.objects.get(pk=1).absolute(reverse("shared_preview", args=[token]))
    return format_html(
        _("Saved. Copy the link for {}; it is told only now: {}"),
        answers["share_name"],
        format_html('<a class="share-link" href="{}">{}</a>', address, address),
    )


def revoke(review: Review, user: User, answers: dict[str, Any]) -> str:
    """Close one link of this piece, at once."""
    links = PreviewLink.objects.filter(
        review=review, pk=answers.get("_revoke_link") or 0, revoked_at=None
    )
    link = links.first()
    if link is None:
        return _("Saved. This link was closed already.")
    links.update(revoked_at=timezone.now())
    record(user, review, _("Closed a link to the draft: %(name)s") % {"name": link.name})
    return _("Saved. The link for %(name)s leads nowhere now.") % {"name": link.name}


@require_safe
def shared_preview(request: SiteRequest, token: str) -> HttpResponse:
    """`reviews/review_detail.html` of the text on the desk, for whoever has the link.

    Unknown, expired and revoked tokens are the same 404.
    """
    links = PreviewLink.objects.with_token(token).open(request.at).select_related("review__film")
    link = links.first()
    if link is None:
        response = not_found(request)
    else:
        PreviewLink.objects.filter(pk=link.pk).update(last_opened_at=request.at)
        until = told(link.expires_at)
        response = render_preview(request, saved_draft(link.review), shared_until=until)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # The address is the secret: no link followed from here may tell it.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
