"""The words of the rich text editor's toolbar and dialogs, which its scripts know in English only.

The widget hands them to static/desk/words.js by the English that stands in the scripts.
"""

from django.utils.translation import gettext as _


def editor_words() -> dict[str, str]:
    """English to the desk's language, for the editor's own buttons and for ours."""
    return {
        "bold": _("bold"),
        "italic": _("italic"),
        "strike": _("strike"),
        "subscript": _("subscript"),
        "superscript": _("superscript"),
        "heading 2": _("heading 2"),
        "heading 3": _("heading 3"),
        "ordered list": _("ordered list"),
        "unordered list": _("unordered list"),
        "blockquote": _("blockquote"),
        "horizontal rule": _("horizontal rule"),
        "pull quote": _("pull quote"),
        "spoiler": _("spoiler"),
        "picture": _("picture"),
        "video": _("video"),
        "insert link": _("insert link"),
        "remove link": _("remove link"),
        "undo": _("undo"),
        "redo": _("redo"),
        "Formatting:": _("Formatting:"),
        "Spoiler": _("Spoiler"),
        "Link": _("Link"),
        "Set link": _("Set link"),
        "Address, or the name of a review, film or person": _(
            "Address, or the name of a review, film or person"
        ),
        "Video": _("Video"),
        "Video: its address or embed code": _("Video: its address or embed code"),
        "Insert video": _("Insert video"),
        "The server did not answer; try again.": _("The server did not answer; try again."),
    }
