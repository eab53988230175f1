"""The vocabulary of what readers see: `live(at)` is the only gate, the rest chains on it."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from authors.models.author import Author
from reviews.models.film import Film
from reviews.models.tag import Tag

CARD_FIELDS = (
    "kind",
    "slug",
    "language",
    "headline",
    "published_at",
    "word_count",
    "card",
    "review_id",
    "lead_picture",
)

FEED_FIELDS = (
    "uid",
    "guid",
    "number",
    "live_from",
    "minor",
    "correction",
    "film_id",
    "rating",
    "rating_out_of",
    "rating_printed",
    "rating_line",
    "excerpt",
    "body",
    "disclosure",
)


class LiveQuerySet(models.QuerySet[Any]):
    """Rows with an interval, `[live_from, live_until)`, and the date readers see."""

    def live(self, at: datetime) -> Any:
        """Rows that readers see at that instant: the one gate.

        `published_at <= at` follows from the rest; said again, it lets lists in date order start
        at the right end of their index.
        """
        return self.filter(live_from__lte=at, live_until__gt=at, published_at__lte=at)

    def newest_first(self) -> Any:
        return self.order_by("-published_at", "-pk")


class EditionQuerySet(LiveQuerySet):
    def at_address(self, kind: str, slug: str) -> "EditionQuerySet":
        return self.filter(kind=kind, slug=slug)

    def of_kind(self, kind: str) -> "EditionQuerySet":
        return self.filter(kind=kind)

    def published_between(self, start: datetime, end: datetime) -> "EditionQuerySet":
        return self.filter(published_at__gte=start, published_at__lt=end)

    def by(self, author: Author) -> "EditionQuerySet":
        return self.filter(bylines__author=author)

    def about(self, film: Film) -> "EditionQuerySet":
        return self.filter(films__film=film)

    def tagged(self, tag: Tag) -> "EditionQuerySet":
        return self.filter(edition_tags__tag=tag)

    def public_by(self, at: datetime) -> "EditionQuerySet":
        """Editions that readers have seen by that instant, live still or not.

        For addresses and notes of correction only: never for a text.
        """
        return self.filter(live_from__lte=at)

    def beside(self, published_at: datetime, pk: int) -> "EditionQuerySet":
        """The row before and the row after a place in date order; each may be missing.

        Bounds on the date alone let both start at their place in the index.
        """
        same = {"published_at": published_at}
        before = self.filter(published_at__lte=published_at).exclude(**same, pk__gte=pk)
        after = self.filter(published_at__gte=published_at).exclude(**same, pk__lte=pk)
        return self.model.objects.filter(
            Q(pk=Subquery(before.newest_first().values("pk")[:1]))
            | Q(pk=Subquery(after.order_by("published_at", "pk").values("pk")[:1]))
        )

    def corrected_by(self, at: datetime) -> "EditionQuerySet":
        """Editions with a note of correction whose piece is live at that instant, newest first."""
        still_live = self.model.objects.live(at).filter(review_id=OuterRef("review_id"))
        # Not minor follows from the correction; said, it is the condition of a small index.
        told = self.public_by(at).filter(minor=False)
        corrected = told.exclude(correction="").filter(Exists(still_live))
        return corrected.order_by("-live_from", "-pk")

    def for_cards(self) -> "EditionQuerySet":
        """What a list needs: the pressed card and the picture, never a body."""
        return self.select_related("lead_picture").only(*CARD_FIELDS)

    def for_hits(self) -> "EditionQuerySet":
        """A card, and the text that an extract is taken from."""
        return self.select_related("lead_picture").only(*CARD_FIELDS, "excerpt", "plain_text")

    def for_feed(self) -> "EditionQuerySet":
        """What a feed tells of a piece: the card, and the text without its copy for search."""
        return self.select_related("lead_picture").only(*CARD_FIELDS, *FEED_FIELDS)

    def for_page(self) -> "EditionQuerySet":
        """What the piece's own page needs in its first query."""
        return self.select_related("film__poster", "lead_picture").defer("plain_text")
