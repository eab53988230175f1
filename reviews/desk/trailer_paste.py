"""The box into which staff paste a trailer's address or embed code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reviews.trailers.paste import TrailerRefused, read_paste
from reviews.trailers.providers import provider_names

# Each time anew: in the reader's language, and by the settings as they are.
KNOWN = lazy(provider_names, str)()
# For desk/trailer-paste.js, which shows at once what was pasted.
READ_BY = {"data-read-trailer": reverse_lazy("admin:reviews_trailer_read")}


class TrailerPasteField(forms.CharField):
    """Reads what is pasted into a Pasted, or None; a refusal is a sentence beside the field."""

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "label": _("Add a trailer"),
            "help_text": format_lazy(_("Address or embed code of {known}."), known=KNOWN),
            "widget": TrailerBox(),
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


class TrailerBox(forms.Textarea):
    def __init__(self) -> None:
        super().__init__({"rows": 3, "spellcheck": "false", **READ_BY})

    class Media:
        js = (Script("desk/trailer-paste.js", type="module"),)
        css = {"all": ("desk/trailer-paste.css",)}


class TrailerLine(forms.TextInput):
    """The same in one line, as it stands in lists."""

    def __init__(self, **attrs: Any) -> None:
        words = {"spellcheck": "false", "autocomplete": "off", **READ_BY}
        words["placeholder"] = _("Paste its address or embed code")
        super().__init__({**words, **attrs})

    class Media:
        js = (Script("desk/trailer-paste.js", type="module"),)
        css = {"all": ("desk/trailer-paste.css",)}
