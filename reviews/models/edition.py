"""What readers see: one text of one piece, live from one instant until another.

`Edition.objects.live(at)` is the only gate to it.
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from authors.models.author import Author
from publishing.instant import FOREVER
from publishing.moments import typed_in
from reviews.models.content import Content, Kind
from reviews.models.edition_queryset import EditionQuerySet, LiveQuerySet
from reviews.models.exclusion import PostgresOnly
from reviews.models.film import Film
from reviews.models.tag import Tag


class Edition(Content):
    """One text of one piece during `[live_from, live_until)`, in UTC and never null.

    Made by the door and by nobody else. Once it was public it is never removed and only its
    `live_until` changes. `card` is JSON for lists (see reviews/publish/press.py), `plain_text`
    is for search, `minor` is false when readers are to be told of the change. `took_over` says
    that its start closed the edition before it. `waits_for_embargo` follows the film's embargo
    both ways. `moment_zone` names the zone in which `live_from` was typed. `lacks`
    names, with commas between them, the musts it was let pass without.
    `number` counts the piece's editions from 1; `desk_version` is the desk row's
    version that the text was taken from. `uid` is the desk row's too: by it feeds know a piece
    whatever its address, and readers' code may not ask the desk's table. A piece that came from
    another site has `guid` too, and keeps it, so that nobody is told old pieces as new.
    """

    review = models.ForeignKey("reviews.Review", on_delete=models.PROTECT, related_name="editions")
    film = models.ForeignKey(
        Film, null=True, blank=True, on_delete=models.PROTECT, related_name="editions"
    )
    lead_picture = models.ForeignKey(
        "pictures.Picture",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="editions",
    )
    uid = models.UUIDField(editable=False)
    guid = models.CharField(max_length=500, blank=True, editable=False)
    number = models.PositiveIntegerField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(default=FOREVER)
    published_at = models.DateTimeField()
    excerpt = models.CharField(max_length=400, blank=True)
    plain_text = models.TextField(blank=True)
    word_count = models.PositiveIntegerField(default=0)
    card = models.JSONField(default=dict)
    correction = models.CharField(max_length=500, blank=True)
    minor = models.BooleanField(default=True)
    took_over = models.BooleanField(default=False)
    waits_for_embargo = models.BooleanField(default=False)
    lacks = models.CharField(max_length=100, blank=True)
    moment_zone = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=500, blank=True)
    desk_version = models.PositiveIntegerField(default=0)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    pressed_at = models.DateTimeField(db_default=Now())

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(
                condition=Q(live_from__lt=F("live_until")), name="edition_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(published_at__lte=F("live_from")), name="edition_is_not_predated"
            ),
            models.CheckConstraint(
                condition=~Q(headline="") & ~Q(slug=""), name="edition_has_headline_and_address"
            ),
            models.UniqueConstraint(fields=["review", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["review"], condition=Q(live_until=FOREVER), name="edition_one_open_end"
            ),
            PostgresOnly(
                name="edition_no_overlap",
                expressions=[
                    (
                        Func(F("review_id"), F("review_id"), Value("[]"), function="int8range"),
                        "&&",
                    ),
                    (Func(F("live_from"), F("live_until"), function="tstzrange"), "&&"),
                ],
            ),
        ]
        indexes = [
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                F("live_from"),
                F("live_until"),
                name="edition_list",
            ),
            models.Index(fields=["slug", "live_from"], name="edition_address"),
            models.Index(fields=["review", "live_from"], name="edition_of_piece"),
            models.Index(fields=["live_from"], name="edition_live_from"),
            models.Index(fields=["live_until"], name="edition_live_until"),
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                condition=~Q(lacks=""),
                name="edition_lacks",
            ),
            models.Index(
                F("live_from").desc(),
                F("id").desc(),
                condition=Q(minor=False),
                name="edition_corrections",
            ),
        ]

    def get_absolute_url(self) -> str:
        return piece_path(self.kind, self.slug)

    @property
    def feed_id(self) -> str:
        return self.guid or self.uid.urn

    @property
    def begins(self) -> datetime:
        """`live_from` in the zone in which it was typed, to be told as it was."""
        return typed_in(self.live_from, self.moment_zone)


def piece_path(kind: str, slug: str) -> str:
    """The address of a piece; reviews and articles share one slug space."""
    return reverse("article_detail" if kind == Kind.ARTICLE else "review_detail", args=[slug])


class EditionPart(models.Model):
    """What an edition is found by, with the edition's own interval copied beside it.

    The copies let a tag's, an author's or a film's list be counted and paged from one index.
    Only the door writes them.
    """

    published_at = models.DateTimeField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField()

    objects = LiveQuerySet.as_manager()

    class Meta:
        abstract = True


class EditionByline(EditionPart):
    """One author of an edition, in order."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="edition_bylines")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "author"], name="edition_byline_once")
        ]
        indexes = [
            models.Index(
                F("author"),
                F("published_at").desc(),
                F("edition").desc(),
                F("live_from"),
                F("live_until"),
                name="edition_byline_list",
            )
        ]

    def __str__(self) -> str:
        return str(self.author)


class EditionFilm(EditionPart):
    """One film that an edition is about: position 0 is the film reviewed, others come after.

    All films stand here, the reviewed one too, so that a film's page is one walk of one index.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="films")
    film = models.ForeignKey(Film, on_delete=models.PROTECT, related_name="edition_films")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "film"], name="edition_film_once")
        ]
        indexes = [
            models.Index(
                F("film"),
                F("published_at").desc(),
                F("edition").desc(),
                F("live_from"),
                F("live_until"),
                name="edition_film_list",
            )
        ]

    def __str__(self) -> str:
        return str(self.film)


class EditionTag(ItemBase, EditionPart):
    """One tag of an edition."""

    content_object = models.ForeignKey(
        Edition, db_column="edition_id", on_delete=models.CASCADE, related_name="edition_tags"
    )
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="edition_tags")

    # ItemBase comes first, so the manager of EditionPart has to be named again.
    objects = LiveQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="edition_tag_once")
        ]
        indexes = [
            models.Index(
                F("tag"),
                F("published_at").desc(),
                F("content_object").desc(),
                F("live_from"),
                F("live_until"),
                name="edition_tag_list",
            )
        ]

    def __str__(self) -> str:
        return str(self.tag)
