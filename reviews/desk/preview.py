"""A piece's page before readers see it, by the readers' own presenter and template.

What is typed is read by the desk's form and saved nowhere. Preview and page cannot differ: both
are a ReviewPage of an edition, here of one that is in no table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from authors.models.author import Author
from publishing.instant import FOREVER
from publishing.requests import SiteRequest
from publishing.slugs import slug_from
from reviews.models.content import COLUMNS
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.models.tag import Tag
from reviews.public.page import ReviewPage
from reviews.public.structured_data import structured_data
from reviews.publish.press import card_from, press, told_changes


@dataclass(frozen=True)
class Draft:
    """A whole text as objects, saved or not. `review` holds the content, in memory at least."""

    review: Review
    authors: list[Author]
    also_about: list[Film]
    tags: list[Tag]
    correction: str = ""
    tell_readers: bool = False


def saved_draft(review: Review) -> Draft:
    """The text on the desk as it was saved last."""
    return Draft(
        review,
        [row.author for row in review.bylines.select_related("author__photo")],
        [row.film for row in review.also_about.select_related("film")],
        list(review.tags.all()),
    )


class PreviewPage(ReviewPage):
    """The page of a text that is in no table: its authors are given, not looked up."""

    def __init__(self, edition: Edition, at: datetime, authors: list[Author]) -> None:
        super().__init__(edition, at)
        self.authors = authors


def page_of(draft: Draft, at: datetime) -> PreviewPage:
    """The draft's page as it would be if it were published at that moment."""
    review = draft.review
    before = (
        list(Edition.objects.filter(review_id=review.pk).order_by("number")) if review.pk else []
    )
    seen = next((e for e in reversed(before) if e.live_from <= at), None)
    edition = Edition(
        **{column: getattr(review, column) for column in COLUMNS},
        review_id=review.pk,
        uid=review.uid,
        number=before[-1].number + 1 if before else 1,
        live_from=at,
        live_until=FOREVER,
        published_at=review.published_at or (seen.published_at if seen else at),
        correction=draft.correction,
        minor=not (draft.correction or draft.tell_readers),
    )
    edition.slug = edition.slug or (seen.slug if seen else slug_from(edition.headline)) or "piece"
    press(edition)
    films = [*([edition.film] if edition.film else []), *draft.also_about]
    edition.card = card_from(
        edition,
        authors=draft.authors,
        films=list(dict.fromkeys(films)),
        tags=draft.tags,
        changes=told_changes(edition),
    )
    return PreviewPage(edition, at, draft.authors)


def render_preview(request: SiteRequest, draft: Draft, **context: Any) -> HttpResponse:
    """`reviews/review_detail.html` of a draft, as the readers' view renders it of an edition."""
    page, site = page_of(draft, request.at), request.site_now.settings
    title = _("Preview: %(headline)s") % {"headline": page.headline}
    whole = {
        "page": page,
        "title": title,
        "graph": structured_data(page, site),
        "canonical": site.absolute(page.url),
        **context,
    }
    response = render(request, "reviews/review_detail.html", whole)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
