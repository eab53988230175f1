"""One link that an editor put beside a piece."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Recommendation(models.Model):
    """A link from one piece to another of ours, or to any address with words of its own.

    It is furniture: readers see a change as soon as it is saved. A target of ours is shown only
    while it is live.
    """

    review = models.ForeignKey(
        "reviews.Review", on_delete=models.CASCADE, related_name="desk_recommendations"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    target = models.ForeignKey(
        "reviews.Review",
        verbose_name=_("piece of ours"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="desk_recommended_by",
    )
    url = models.URLField(_("or an address elsewhere"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    excerpt = models.TextField(_("excerpt"), max_length=1000, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    picture = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommended for you")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="recommendation_one_target",
                condition=Q(target__isnull=False, url="") | (Q(target__isnull=True) & ~Q(url="")),
                violation_error_message=_("Choose a piece of ours or give an address, not both."),
            ),
            models.UniqueConstraint(
                fields=["review", "target"],
                name="recommendation_once",
                violation_error_message=_("This piece is recommended already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url or str(self.target)

    def clean(self) -> None:
        if self.url and not self.url.startswith(("https://", "http://")):
            raise ValidationError({"url": _("Give a web address that begins with https://.")})
        if self.url and not self.target_id and not self.title:
            raise ValidationError({"title": _("Give the title that readers will see.")})
        if self.target_id and self.target_id == self.review_id:
            raise ValidationError({"target": _("A piece cannot recommend itself.")})
