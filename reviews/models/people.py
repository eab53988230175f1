"""Who made a film and who is in it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.slugs import free_slug, validate_slug
from reviews.models.film import Film


class Person(models.Model):
    """One film-maker or actor. `version` is the save lock."""

    name = models.CharField(_("name"), max_length=160)
    original_name = models.CharField(_("name in its own script"), max_length=160, blank=True)
    slug = models.CharField(
        _("address"),
        max_length=140,
        unique=True,
        validators=[validate_slug],
        blank=True,
        help_text=_("Follows the name when left empty: ann-shin."),
    )
    imdb_id = models.CharField("IMDb", max_length=12, blank=True)
    tmdb_id = models.CharField("TMDB", max_length=12, blank=True)
    wikidata_id = models.CharField("Wikidata", max_length=16, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or free_slug(self, self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("person_detail", args=[self.slug])


class Credit(models.Model):
    """One thing one person did on one film."""

    class Role(models.TextChoices):
        DIRECTOR = "director", _("Director")
        WRITER = "writer", pgettext_lazy("credit", "Writer")
        PRODUCER = "producer", _("Producer")
        CAST = "cast", _("Cast")
        CINEMATOGRAPHER = "cinematographer", _("Cinematographer")
        EDITOR = "editor", _("Editor")
        COMPOSER = "composer", _("Composer")
        OTHER = "other", _("Other")

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="credits"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.DIRECTOR)
    character = models.CharField(_("character"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = pgettext_lazy("film", "credit")
        verbose_name_plural = _("credits")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "person", "role", "character"],
                name="credit_once",
                violation_error_message=_("This person has this credit already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"
