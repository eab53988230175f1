"""What an editor puts at the head of the front page."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PickQuerySet(models.QuerySet["FrontPagePick"]):
    def shown(self, at: datetime) -> "PickQuerySet":
        """Picks whose time it is; whether their piece is live is another question."""
        open_ended = Q(shown_until=None) | Q(shown_until__gt=at)
        return self.filter(open_ended, shown_from__lte=at)


class FrontPagePick(models.Model):
    """A piece that stands on the front page during `[shown_from, shown_until)`, lowest first."""

    review = models.ForeignKey(
        "reviews.Review",
        verbose_name=_("piece"),
        on_delete=models.CASCADE,
        related_name="desk_front_page_picks",
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Lower numbers come first; the first one leads.")
    )
    shown_from = models.DateTimeField(_("from"), default=timezone.now)
    shown_until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Left empty, it stays until you remove it.")
    )

    objects = PickQuerySet.as_manager()

    class Meta:
        verbose_name = _("pick for the front page")
        verbose_name_plural = _("front page")
        ordering = ["position", "-shown_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_until=None) | Q(shown_from__lt=F("shown_until")),
                name="pick_ends_after_it_starts",
                violation_error_message=_("It would end before it begins; choose a later end."),
            )
        ]
        indexes = [
            models.Index(fields=["shown_from"], name="pick_from"),
            models.Index(fields=["shown_until"], name="pick_until"),
        ]

    def __str__(self) -> str:
        return str(self.review)

    def clean(self) -> None:
        if self.shown_until and self.shown_from and self.shown_until <= self.shown_from:
            raise ValidationError(
                {"shown_until": _("It would end before it begins; choose a later end.")}
            )
