"""The box into which staff paste a trailer's address or embed code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from reviews.models.film import Film
from reviews.models.trailer import Trailer
from reviews.trailers.paste import Pasted, TrailerRefused, read_paste


class TrailerPasteField(forms.CharField):
    """Reads what is pasted into a Pasted, or None; a refusal is a sentence beside the field."""

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "label": _("Add a trailer"),
            "help_text": _("Address or embed code of YouTube, Vimeo or Dailymotion."),
            "widget": forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        }
        super().__init__(required=False, **{**words, **kwargs})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_paste(text)
        except TrailerRefused as refusal:
            raise ValidationError(str(refusal), code="refused") from refusal

    def run_validators(self, value: Any) -> None:
        """What was read is no string any more: there is nothing left to validate."""


def add_trailer(film: Film, pasted: Pasted) -> Trailer:
    """Put a pasted trailer behind the film's others; one it has already is brought up to date."""
    last = film.trailers.aggregate(last=Max("position"))["last"]
    facts = {
        "video_hash": pasted.video_hash,
        "start_seconds": pasted.start_seconds,
        "title": pasted.title,
        "uploader": pasted.uploader,
        "uploader_url": pasted.uploader_url,
    }
    # A bare address pasted again must not wipe out the caption that an embed code brought.
    known = {name: value for name, value in facts.items() if value}
    trailer, _made = Trailer.objects.update_or_create(
        film=film,
        provider=pasted.provider,
        video_id=pasted.video_id,
        defaults=known,
        create_defaults={**facts, "position": 0 if last is None else last + 1},
    )
    return trailer
