"""The tags of public pages: safe bodies with their figures, dates as readers see them."""

import json
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

PICTURE = '<figure data-picture="12"><figcaption><em>c</em></figcaption></figure>'
BODY = f"<p>a &lt;b&gt;</p>{PICTURE}<p>d</p>"
AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def rendered(source, **context):
    return Template("{% load reader %}" + source).render(Context(context))


@pytest.fixture
def partials(settings):
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.locmem.Loader", {
                    "_body_picture.html": "[{{ picture }}|{{ caption }}]",
                    "_body_video.html": "({{ video }}|{{ caption }})",
                })
            ],
            "libraries": {"reader": "publishing.templatetags.reader"},
        },
    }  # fmt: skip
    settings.TEMPLATES = [engine]


def test_a_body_is_rendered_with_its_pictures(partials):
    page = rendered("{% body html %}", html=BODY, pictures={"12": "<still>"})

    assert page == "<p>a &lt;b&gt;</p>[&lt;still&gt;|<em>c</em>]<p>d</p>"


def test_a_body_is_rendered_with_its_videos(partials):
    html = '<details class="spoiler"><figure data-video="vimeo:1:"></figure></details>'

    page = rendered("{% body html %}", html=html, videos={"vimeo:1:": "film"})

    assert page == '<details class="spoiler">(film|)</details>'


@pytest.mark.parametrize(
    "context", [{}, {"pictures": {}}, {"pictures": {"13": "other"}}, {"pictures": None}]
)
def test_an_unknown_picture_is_left_out(partials, context):
    assert rendered("{% body html %}", html=BODY, **context) == "<p>a &lt;b&gt;</p><p>d</p>"


def test_everything_else_stays_escaped(partials):
    assert rendered("{{ html }}", html="<p>") == "&lt;p&gt;"


@pytest.mark.parametrize(
    ("moment", "at", "zone", "language", "shown"),
    [
        (date(2013, 3, 29), AT, "UTC", "en", "29 March 2013"),
        (date(2026, 11, 25), AT, "UTC", "en", "25 November 2026"),
        (datetime(2013, 3, 29, 12, tzinfo=UTC), AT, "UTC", "en-us", "29 March 2013"),
        (datetime(2026, 11, 25, 8, 5, tzinfo=UTC), AT, "UTC", "en", "25 November 2026, 08:05"),
        (datetime(2026, 11, 24, 23, 5, tzinfo=UTC), AT, "UTC", "en", "24 November 2026"),
        (
            datetime(2026, 11, 24, 23, 5, tzinfo=UTC),
            AT,
            "Asia/Seoul",
            "en",
            "25 November 2026, 08:05",
        ),
        (datetime(2026, 11, 25, 8, 5, tzinfo=UTC), None, "UTC", "en", "25 November 2026"),
        (datetime(2013, 3, 29, 12, tzinfo=UTC), AT, "UTC", "ko", "2013년 3월 29일"),
        (datetime(2013, 3, 29, 12, tzinfo=UTC), AT, "UTC", "de", "29. März 2013"),
        (None, AT, "UTC", "en", ""),
    ],
)
def test_readers_see_the_day_and_on_the_day_itself_the_time(moment, at, zone, language, shown):
    with timezone.override(zone), translation.override(language):
        assert rendered("{% reader_date moment at %}", moment=moment, at=at) == shown


HOSTILE = {
    "end of a script": "</script><script>alert(1)</script>",
    "comment": "<!--<script>",
    "entity": "&lt;/script&gt;&amp;",
    "section": "]]>",
    "quotes": "\"'\\\\",
    "line ends": "\u2028\u2029\r\n",
    "controls": "".join(map(chr, [*range(32), *range(0x7F, 0xA0)])),
    "noncharacters": "\ufff9\ufffe\uffff",
    "Korean": "봉준호",
    "emoji": "\U0001f3ac",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_structured_data_stays_in_its_script_and_says_what_it_was_given(words):
    page = rendered("{% structured_data graph %}", graph={words: [words]})

    opening, closing = '<script type="application/ld+json">', "</script>"
    inside = page.removeprefix(opening).removesuffix(closing)
    assert page == f"{opening}{inside}{closing}"
    assert not set(inside) & set("<>&\u2028\u2029\ufffe\x00\x0b\x7f\x85")
    assert json.loads(inside) == {words: [words]}
