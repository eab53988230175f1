"""The files made of pictures, and those that are no longer used."""

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from pictures.models.picture import Picture


class Rendition(models.Model):
    """One file made of a picture: a shape, a width in pixels, a format.

    Readers' pages read none of these rows: what they need is pressed into `Picture.made`.
    """

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    shape = models.CharField(max_length=12)
    format = models.CharField(max_length=4)
    width = models.PositiveIntegerField()
    bytes = models.PositiveIntegerField()
    file = models.CharField(_("file"), max_length=250, unique=True)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["picture", "shape", "format", "width"]

    def __str__(self) -> str:
        return self.file


class RetiredFile(models.Model):
    """A file in storage that no row names any more, kept while pages that show it are about."""

    name = models.CharField(max_length=250, unique=True)
    remove_after = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("retired file")
        verbose_name_plural = _("retired files")

    def __str__(self) -> str:
        return self.name

    def remove(self) -> None:
        """Take the file out of storage, unless it is in use again, and forget it."""
        in_use = Rendition.objects.filter(file=self.name).exists()
        if not in_use and not Picture.objects.filter(file=self.name).exists():
            default_storage.delete(self.name)
        self.delete()
