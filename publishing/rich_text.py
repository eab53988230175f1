"""The editor for rich text: form fields that offer what clean_html keeps, and nothing else.

Wraps django-prose-editor (Tiptap). The fields clean what they receive, so `cleaned_data`,
`has_changed` and the saved row agree; every other way in calls clean_html itself.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget, importmap
from js_asset import Media

from publishing.editor_words import editor_words
from publishing.markup import clean_html

LONGEST = 10_000_000

# Buttons in the order of the toolbar; no drop-downs, which the keyboard cannot open.
MENU = ("headings", "lists", "nodes -blockType -lists", "marks", "link", "history")
SHORT: dict[str, Any] = {
    **dict.fromkeys(("Bold", "Italic", "HardBreak", "BulletList", "ListItem"), True),
    # Other first numbers and letters would be dropped by the cleaner.
    "OrderedList": {"enableListAttributes": False},
    "Link": {"enableTarget": False, "protocols": ["https", "http", "mailto"]},
    "Menu": {"groups": [{"group": group} for group in MENU]},
    "NoSpellCheck": False,
    # Ours, from static/desk/.
    "PasteCleanup": True,
    "MenuA11y": True,
}
BODY: dict[str, Any] = SHORT | {
    **dict.fromkeys(("Strike", "Subscript", "Superscript", "HorizontalRule"), True),
    "Heading": {"levels": [2, 3]},
    # Ours too; Blockquote replaces the editor's own and knows pull quotes. Inset is a figure.
    **dict.fromkeys(("Blockquote", "Spoiler", "SpoilerSummary", "NoteIds"), True),
    **dict.fromkeys(("Inset", "InsetImage", "InsetCaption", "VideoButton"), True),
}
MODULES = (
    *("desk/prose-extras.js", "desk/prose-nodes.js", "desk/prose-paste.js"),
    *("desk/prose-pictures.js", "desk/prose-videos.js"),
)


class RichTextWidget(AdminProseEditorWidget):
    @property
    def media(self) -> Media:
        return super().media + Media(css={"all": ["desk/prose.css"]})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        words = json.dumps(editor_words(), ensure_ascii=False)
        context["widget"]["attrs"]["data-words"] = words
        return context

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "js_modules": [static(module) for module in MODULES]}


class RichTextField(ProseEditorFormField):
    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if len(text) > LONGEST:
            raise ValidationError(
                _(
                    "This text has %(length)s characters; at most %(longest)s fit. "
                    "Split it into two pieces."
                )
                % {
                    "length": number_format(len(text), force_grouping=True),
                    "longest": number_format(LONGEST, force_grouping=True),
                },
                code="max_length",
            )
        return clean_html(text)


def body_field(**kwargs: Any) -> forms.Field:
    """Return the form field for an article's body; `cleaned_data` holds clean HTML."""
    return RichTextField(extensions={**BODY}, widget=RichTextWidget, **kwargs)


def short_rich_text_field(**kwargs: Any) -> forms.Field:
    """Return the form field for a biography or a description: bold, italic, links, lists."""
    widget = RichTextWidget(attrs={"class": "prose-short"})
    return RichTextField(extensions={**SHORT}, widget=widget, **kwargs)


def csp_hashes() -> dict[str, list[str]]:
    """Return what the content security policy must allow on pages with the editor.

    The one inline script is the import map, the same for everybody until static files change.
    It is rendered anew each time (microseconds), as the page does, so the hash cannot be old.
    The editor's own <style> is not injected: prose-extras.js turns it off, prose.css replaces it.
    """
    script = re.sub(r"^<script[^>]*>|</script>$", "", str(importmap))
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return {"script-src": [f"'sha256-{digest}'"], "style-src": []}
