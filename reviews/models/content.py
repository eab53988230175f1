"""What a piece says: the fields that the desk's row and every edition have in common."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.markup import clean_html
from publishing.models.site_settings import RATING_SCALES


class Kind(models.TextChoices):
    REVIEW = "review", _("Review")
    ARTICLE = "article", _("Article")


def default_language() -> str:
    return settings.LANGUAGE_CODE


# Carried field by field from desk to edition and compared one by one in a merge.
CONTENT_FIELDS = (
    "kind",
    "film",
    "headline",
    "slug",
    "language",
    "rating_line",
    "rating",
    "rating_out_of",
    "rating_printed",
    "body",
    "description",
    "lead_picture",
    "disclosure",
)


# The same, as columns: relations by id.
COLUMNS = tuple(
    f"{name}_id" if name in {"film", "lead_picture"} else name for name in CONTENT_FIELDS
)


class Content(models.Model):
    """The words of a piece. On the desk every field may be empty.

    `film` and `lead_picture` are declared by the two concrete models, because a relation from
    the desk's row must have a name that says so. `body` is clean HTML.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REVIEW)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    slug = models.CharField(_("address"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, default=default_language)
    rating_line = models.CharField(_("rating line"), max_length=500, blank=True)
    rating = models.DecimalField(
        _("rating"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    rating_out_of = models.PositiveSmallIntegerField(
        _("out of"), choices=RATING_SCALES, null=True, blank=True
    )
    rating_printed = models.CharField(_("rating as printed"), max_length=40, blank=True)
    body = models.TextField(_("body"), blank=True)
    description = models.CharField(_("description"), max_length=400, blank=True)
    disclosure = models.CharField(_("disclosure"), max_length=500, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.headline or self.slug

    def save(self, *args: object, **kwargs: object) -> None:
        # On every way in, not only the form's: imports and restored revisions come here too.
        written = kwargs.get("update_fields")
        if written is None or "body" in written:  # type: ignore[operator]
            self.body = clean_html(self.body)
            derived = self.derive()
            if written is not None:
                kwargs["update_fields"] = {*written, *derived}  # type: ignore[misc]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def derive(self) -> tuple[str, ...]:
        """Fill columns that follow from the body, and name them; called when it is written."""
        return ()
