"""Pages that are no pieces: about, contact, imprint."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import gettext_lazy as _

from publishing.markup import clean_html
from publishing.models.site_settings import SiteSettings
from publishing.slugs import free_slug, validate_slug


class TextPage(models.Model):
    """One page at the site's first level, shown as it is saved unless it is not public.

    `body` is clean HTML; `version` is the save lock. What stands in the footer is pressed into
    the settings' `footer`, which every page has at hand.
    """

    title = models.CharField(_("title"), max_length=160)
    slug = models.CharField(
        _("address"),
        max_length=140,
        unique=True,
        validators=[validate_slug],
        blank=True,
        help_text=_("Follows the title when left empty: about-us."),
    )
    body = models.TextField(_("text"), blank=True)
    is_public = models.BooleanField(_("public"), default=True, help_text=_("Readers can open it."))
    in_footer = models.BooleanField(
        _("in the footer"), default=True, help_text=_("Linked at the foot of every page.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Lower numbers come first in the footer.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.body = clean_html(self.body)
        if not self.slug:
            self.slug = free_slug(self, self.title)
            if is_taken_by_the_site(self.slug):
                self.slug = free_slug(self, f"{self.title} {_('page')}")
        with transaction.atomic():
            super().save(*args, **kwargs)  # type: ignore[arg-type]
            _press_footer()

    def get_absolute_url(self) -> str:
        return reverse("text_page", args=[self.slug])

    def clean(self) -> None:
        if self.slug and is_taken_by_the_site(self.slug):
            raise ValidationError(
                {"slug": _("The site itself uses this address; choose another one: about-us.")}
            )

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)  # type: ignore[arg-type]
            _press_footer()
        return deleted


def is_taken_by_the_site(slug: str) -> bool:
    """True when `/<slug>/` is another page's address, or the beginning of others' addresses."""
    return slug in {
        *_first_segments(get_resolver().url_patterns),
        *(url.strip("/").partition("/")[0] for url in (settings.STATIC_URL, settings.MEDIA_URL)),
        *("as-of", "preview"),
    }


def _first_segments(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLResolver) and not route:
            yield from _first_segments(pattern.url_patterns)
        else:
            yield route.partition("/")[0]


def path_of(pk: int, at: datetime) -> str | None:
    """Where an old address of a text page leads; pages have no history, so `at` is not asked."""
    page = TextPage.objects.filter(pk=pk, is_public=True).first()
    return page.get_absolute_url() if page else None


def _press_footer() -> None:
    pages = TextPage.objects.filter(is_public=True, in_footer=True)
    footer = [{"title": page.title, "slug": page.slug} for page in pages]
    SiteSettings.objects.filter(pk=1).update(footer=footer)
