"""The editor's form fields and what the content security policy must allow for them."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django import forms

from publishing.markup import TAGS, clean_html
from publishing.rich_text import BODY, LONGEST, body_field, csp_hashes, short_rich_text_field


class TextForm(forms.Form):
    body = body_field()
    bio = short_rich_text_field(required=False)


def test_what_the_form_gives_is_clean():
    form = TextForm({"body": "<p onclick=x>a\x00<script>1</script></p>", "bio": "<h1>b</h1>"})

    assert form.is_valid()
    assert form.cleaned_data == {"body": "<p>a</p>", "bio": "<h2>b</h2>"}


@pytest.mark.parametrize("empty", ["", "<p></p>", "<p>&nbsp;</p><p><br></p>", "<script>1</script>"])
def test_an_empty_text_is_missing(empty):
    form = TextForm({"body": empty})

    assert form.errors["body"] == ["This field is required."]


def test_an_endless_text_is_refused_in_words_and_kept():
    text = "a" * (LONGEST + 1)

    form = TextForm({"body": text})

    assert form.errors["body"] == [
        "This text has 10,000,001 characters; at most 10,000,000 fit. Split it into two pieces."
    ]
    assert form["body"].value() == text


@pytest.mark.parametrize(
    ("saved", "written"),
    [
        ("<ul><li>a</li></ul>", "<ul><li><p>a</p></li></ul>"),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>",
         '<ol data-type="decimal"><li><p>a</p><ul><li><p>b</p></li></ul></li></ol>'),
        ("<p>a</p>", "<p>a</p><p></p>"),
        ("", "<p></p>"),
    ],
)  # fmt: skip
def test_opening_and_saving_a_text_is_no_change(saved, written):
    assert clean_html(saved) == saved
    assert (
        not TextForm({"body": written}, initial={"body": saved})
        .fields["body"]
        .has_changed(saved, written)
    )


def test_the_editor_offers_only_what_the_cleaner_keeps():
    tags = {
        "Bold": "strong", "Italic": "em", "Strike": "s", "Subscript": "sub", "Superscript": "sup",
        "HardBreak": "br", "BulletList": "ul", "OrderedList": "ol", "ListItem": "li", "Link": "a",
        "Blockquote": "blockquote", "HorizontalRule": "hr", "Heading": "h2", "Spoiler": "details",
        "SpoilerSummary": "summary", "Inset": "figure", "InsetImage": "img",
        "InsetCaption": "figcaption",
    }  # fmt: skip
    others = {"Menu", "NoSpellCheck", "PasteCleanup", "MenuA11y", "NoteIds", "VideoButton"}

    assert set(BODY) == {*tags} | others
    assert set(tags.values()) | {"p", "h3"} == TAGS


def test_the_policy_allows_exactly_the_inline_script_of_the_page():
    page = str(TextForm().media)

    inline = re.findall(r"<script(?![^>]* src=)[^>]*>(.*?)</script>", page, re.DOTALL)
    digests = [b64encode(sha256(script.encode()).digest()).decode() for script in inline]

    assert csp_hashes() == {
        "script-src": [f"'sha256-{digest}'" for digest in digests],
        "style-src": [],
    }
    assert "<style" not in page


def test_the_hash_follows_the_names_of_the_static_files(settings):
    before = csp_hashes()

    settings.STATIC_URL = "https://cdn.example.org/static/"

    assert csp_hashes() != before
