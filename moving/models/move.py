"""Moves that somebody began at the desk, and how far they are."""

from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _


def private_storage() -> Any:
    """Files that only the desk hands out: exports hold drafts, and readers' addresses."""
    return storages["private"]


class Move(models.Model):
    """One import or export as a task.

    An import is rehearsed first; `told` is what its report says that somebody must read:
    {"counts": {…}, "items": [{"kind", "id", "title", "outcome", "target", "reason"}]}.
    `chosen` are the numbers of the pieces to export.
    """

    class Kind(models.TextChoices):
        ARCHIVE = "archive", _("Archive")
        WORDPRESS = "wordpress", _("WordPress")
        EXPORT = "export", _("Export of chosen pieces")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the worker")
        REHEARSING = "rehearsing", _("Being read")
        REHEARSED = "rehearsed", _("Read: nothing is written yet")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Could not be read")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING, editable=False
    )
    file = models.FileField(
        _("file"),
        storage=private_storage,
        upload_to="moves/%Y/%m/",
        max_length=300,
        help_text=_(
            "An export of WordPress (.xml), an archive (.zip), or a .zip of exports with the "
            "folder of uploads."
        ),
    )
    report = models.FileField(
        storage=private_storage, upload_to="moves/%Y/%m/", max_length=300, editable=False
    )
    fetch_media = models.BooleanField(
        _("fetch pictures from the old site"),
        default=False,
        help_text=_("For those that are not in the file, while the old site still stands."),
    )
    answers = models.JSONField(
        _("answers"),
        default=dict,
        blank=True,
        help_text=_('Yours to its questions: {"films": {"Ida": "ida-2013"}}'),
    )
    chosen = models.JSONField(default=list, editable=False)
    progress = models.CharField(_("progress"), max_length=200, blank=True, editable=False)
    told = models.JSONField(default=dict, editable=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moving in and out")
        ordering = ["-begun_at"]
        permissions = [("export_pieces", _("Can export chosen pieces"))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.begun_at:%Y-%m-%d}"

    @property
    def may_run(self) -> bool:
        """Whether it may be begun; one that stands still, as its worker died, begins again."""
        return self.kind != self.Kind.EXPORT and self.state in (
            *(self.State.REHEARSED, self.State.RUNNING, self.State.DONE),
        )
