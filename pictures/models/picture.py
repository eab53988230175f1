"""A picture as readers see it."""

from datetime import date, timedelta
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

RIGHTS_WARNING = timedelta(days=30)


class PictureQuerySet(models.QuerySet["Picture"]):
    def undescribed(self) -> "PictureQuerySet":
        """Those that say nothing to a screen reader, without being marked as decorative."""
        return self.filter(alt="", decorative=False)

    def rights_end_by(self, day: date) -> "PictureQuerySet":
        return self.filter(rights_until__lte=day)

    def matching(self, words: str) -> "PictureQuerySet":
        """Those that have every word somewhere in their texts."""
        found = self
        for word in words.split()[:20]:
            found = found.filter(
                Q(alt__icontains=word) | Q(caption__icontains=word) | Q(credit__icontains=word)
            )
        return found


class Picture(models.Model):
    """One picture: a re-encoded file without metadata, its words, and where its subject is.

    `focal_x` and `focal_y` are per cent from the left and the top; `colour` is #rrggbb, the mean.
    `made` is what pages need of the renditions, pressed so that a list of pictures costs no
    query more: {"recipe", "focal", "shapes": {shape: {format: [width, …]}}}; empty until they
    are made.
    """

    file = models.FileField(_("file"), upload_to="pictures/%Y/", max_length=200)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen: “A man hangs from the hands of a tower clock”."),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick it when the picture says nothing that the text does not say."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    rights_until = models.DateField(_("rights until"), null=True, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top"), default=50, validators=[MaxValueValidator(100)]
    )
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    colour = models.CharField(max_length=7, default="#808080", editable=False)
    made = models.JSONField(default=dict, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-added_at", "-pk"]
        indexes = [
            models.Index(
                fields=["-added_at"],
                condition=models.Q(alt="", decorative=False),
                name="picture_without_words",
            )
        ]

    def __str__(self) -> str:
        return self.alt or str(self.file).rpartition("/")[2]

    def clean(self) -> None:
        if self.decorative and self.alt:
            raise ValidationError(
                {"decorative": _("A decorative picture has no alternative text: keep one of them.")}
            )

    @property
    def url(self) -> str:
        return self.file.url

    @property
    def folder(self) -> str:
        """Where its renditions are kept: beside the file, under the name of its content."""
        return str(PurePosixPath(str(self.file.name)).with_suffix(""))

    @property
    def focal(self) -> tuple[int, int]:
        return self.focal_x, self.focal_y

    @property
    def has_alpha(self) -> bool:
        """True when one can see through it in places; only such pictures are kept as PNG."""
        return str(self.file.name).endswith(".png")

    @property
    def is_described(self) -> bool:
        """True when a screen reader has words for it, or knows to pass it over."""
        return bool(self.alt) or self.decorative

    @property
    def rights_have_ended(self) -> bool:
        return self.rights_until is not None and self.rights_until < timezone.localdate()

    @property
    def rights_end_soon(self) -> bool:
        if self.rights_until is None or self.rights_have_ended:
            return False
        return self.rights_until <= timezone.localdate() + RIGHTS_WARNING

    @property
    def focal_class(self) -> str:
        """CSS classes for the focal point, in steps of ten; the policy forbids inline styles."""
        return f"fx-{round(self.focal_x, -1)} fy-{round(self.focal_y, -1)}"

    @property
    def tone_class(self) -> str:
        """CSS classes for the mean colour in 4,096 steps: the ground until the picture is there.

        None for a picture that one can see through: the ground would stay.
        """
        if self.has_alpha:
            return ""
        red, green, blue = (round(int(self.colour[i : i + 2], 16) / 17) for i in (1, 3, 5))
        return f"tone tr-{red} tg-{green} tb-{blue}"
