"""The desk's row of a piece: its identity and its latest, unpublished text.

Readers' code must never reach this file: what readers see is an Edition.
"""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from authors.models.author import Author
from publishing.plain_text import plain_text, word_count
from reviews.models.content import Content
from reviews.models.film import Film
from reviews.models.tag import Tag


class Review(Content):  # type: ignore[django-manager-missing]  # taggit is not typed
    """One piece, review or article, as its writers have it now.

    `version` counts saves and is the lock against lost ones; `published_version` is the
    version that was last published, so the two differ when there are unpublished changes.
    `published_at` is the date readers see. `guid` is what feed readers know the piece by when it
    came from another site; empty for our own, which they know by `uid`.
    """

    class Stage(models.TextChoices):
        DRAFTING = "drafting", _("Drafting")
        SUBMITTED = "submitted", _("Submitted")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    guid = models.CharField(max_length=500, blank=True, editable=False)
    film = models.ForeignKey(
        Film,
        verbose_name=_("film"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="desk_reviews",
    )
    lead_picture = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="desk_reviews",
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.DRAFTING)
    version = models.PositiveIntegerField(default=1, editable=False)
    published_version = models.PositiveIntegerField(null=True, editable=False)
    published_at = models.DateTimeField(_("date readers see"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="desk_reviews",
    )
    saved_at = models.DateTimeField(auto_now=True)
    word_count = models.PositiveIntegerField(_("words"), default=0, editable=False)

    tags = TaggableManager(through="reviews.ReviewTag", blank=True, verbose_name=_("tags"))

    class Meta:
        verbose_name = _("piece")
        verbose_name_plural = _("pieces")
        ordering = ["-saved_at"]
        indexes = [
            models.Index(fields=["-saved_at", "-id"], name="review_saved"),
            models.Index(fields=["stage", "-saved_at", "-id"], name="review_stage_saved"),
            models.Index(
                fields=["-saved_at", "-id"],
                condition=models.Q(published_version=None)
                | models.Q(version__gt=models.F("published_version")),
                name="review_unfinished",
            ),
            models.Index(
                fields=["-saved_at", "-id"],
                condition=models.Q(version__gt=models.F("published_version")),
                name="review_changed",
            ),
        ]
        permissions = [
            ("publish_review", _("Can publish, schedule and withdraw pieces")),
            ("correct_review", _("Can fix the live text")),
            ("edit_any_review", _("Can edit other people's pieces")),
        ]

    def __str__(self) -> str:
        return self.headline or (str(self.film) if self.film_id else str(_("Untitled piece")))

    def derive(self) -> tuple[str, ...]:
        self.word_count = word_count(plain_text(self.body), self.language)
        return ("word_count",)

    @property
    def desk_url(self) -> str:
        return reverse("admin:reviews_review_change", args=[self.pk])

    @property
    def has_unpublished_changes(self) -> bool:
        return self.published_version is not None and self.version != self.published_version


class Byline(models.Model):
    """One author of the desk's text, in order."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.PROTECT, related_name="desk_bylines"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "author"],
                name="byline_once",
                violation_error_message=_("This author is in the byline already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.author)


class AlsoAbout(models.Model):
    """One further film that the desk's text is about, in order."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="also_about")
    film = models.ForeignKey(
        Film, verbose_name=_("film"), on_delete=models.PROTECT, related_name="desk_also_about"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("further film")
        verbose_name_plural = _("further films")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "film"],
                name="also_about_once",
                violation_error_message=_("This film is in the list already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.film)


class ReviewTag(ItemBase):
    """One tag of the desk's text."""

    content_object = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="desk_review_tags"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="desk_review_tags")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="review_tag_once")
        ]
