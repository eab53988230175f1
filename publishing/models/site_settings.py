"""The few things that a site sets about itself, edited at the desk."""

import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.colours import validate_beam, validate_house, validate_link

# The house style's own colours, as in static/reader/base.css.
HOUSE, BEAM, LINK = "#101b33", "#ffd54a", "#1c3f94"
RATING_SCALES = [(scale, str(scale)) for scale in (4, 5, 6, 10, 20, 100)]


def known_zone(name: str) -> None:
    """Refuse a time zone that this machine's zone data does not know."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise ValidationError(
            _("“%(name)s” is no time zone; write it like Europe/London or Asia/Seoul."),
            params={"name": name},
        ) from error


def default_zone() -> str:
    return settings.TIME_ZONE


class SiteSettings(models.Model):
    """The site's one row, made by a migration."""

    name = models.CharField(_("name"), max_length=80, default="Intertitle")
    tagline = models.CharField(
        _("tagline"),
        max_length=160,
        blank=True,
        help_text=_("One line below the name, such as “Films, read closely”."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default=default_zone,
        validators=[known_zone],
        help_text=_("Dates on the site and at the desk are told in it: Europe/London."),
    )
    rating_out_of = models.PositiveSmallIntegerField(
        _("rating scale"),
        choices=RATING_SCALES,
        default=5,
        help_text=_("What a new review's rating is counted out of."),
    )
    house_colour = models.CharField(
        _("colour of the masthead"),
        max_length=7,
        default=HOUSE,
        validators=[validate_house],
        help_text=_("Dark, for white words stand on it: #101b33."),
    )
    beam_colour = models.CharField(
        _("colour of light"),
        max_length=7,
        default=BEAM,
        validators=[validate_beam],
        help_text=_("Light, beside verdicts and on the play sign: #ffd54a."),
    )
    link_colour = models.CharField(
        _("colour of links"),
        max_length=7,
        default=LINK,
        validators=[validate_link],
        help_text=_("Dark; its light form for dark screens is made from it: #1c3f94."),
    )
    # [{"title", "slug"}] of the text pages in the footer, pressed by them.
    footer = models.JSONField(default=list, editable=False)
    four_eyes = models.BooleanField(
        _("four eyes"),
        default=False,
        help_text=_("Nobody publishes alone what she wrote; the live text is not fixed directly."),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def url(self) -> str:
        """The site's own address, never taken from a request's Host header."""
        return settings.SITE_URL

    @property
    def language(self) -> str:
        return settings.LANGUAGE_CODE

    @property
    def palette(self) -> str:
        """Its colours in one word for `/palette.css?v=…`, or nothing for the house style's own."""
        colours = (self.house_colour, self.beam_colour, self.link_colour)
        return "" if colours == (HOUSE, BEAM, LINK) else "".join(colours).replace("#", "")

    def absolute(self, path: str) -> str:
        """Make `/reviews/x/` an address that works anywhere; whole addresses pass unchanged."""
        return path if path.startswith(("http://", "https://")) else f"{self.url}{path}"
