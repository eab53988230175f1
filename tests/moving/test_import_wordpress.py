"""A WordPress site moves in: reviews, pages, pictures, people, dates and what must stay hidden."""

# Samples are told as they are written.
# ruff: noqa: E501, ISC004

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from authors.models.author import Author
from moving.models.imported_item import ImportedItem
from moving.take_in import Unreadable
from pictures.models.picture import Picture
from publishing.models.old_address import OldAddress
from publishing.models.text_page import TextPage
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.models.tag import Tag
from reviews.models.trailer import Trailer
from tests.factories import make_author, make_film, picture_bytes
from tests.moving import wxr
from tests.moving.archives import outcomes, reasons
from tests.moving.wxr import SITE, attachment, author, bring, bring_items, category, item, tag

pytestmark = pytest.mark.django_db

VIMEO = (
    '<iframe src="https://player.vimeo.com/video/50387102" width="500"></iframe>'
    '<p><a href="https://vimeo.com/50387102">THE DEFECTOR (OFFICIAL TRAILER)</a> from '
    '<a href="https://vimeo.com/fathom">Fathom Film Group</a> on <a href="https://vimeo.com">Vimeo'
    "</a>.</p>"
)
CLASSIC = f"""“A must-see for anyone interested in real human lives”

Dragon is a broker.
He left in 2001.

Rating: 4/5

The film <em>follows</em> five people.

{VIMEO}"""


def text_of(review: Review) -> str:
    return Edition.objects.get(review=review).body


# -- reviews ----------------------------------------------------------------------------------


def test_a_review_comes_in_with_film_verdict_rating_and_trailer(tmp_path, client):
    title = "Film Review: ‘The Defector’"

    bring_items(tmp_path, item(12, title, CLASSIC, slug="the-defector"))

    edition = Edition.objects.get()
    trailer = Trailer.objects.get()
    assert (edition.kind, edition.film.title, edition.headline) == ("review", "The Defector", title)
    assert edition.rating_line == "“A must-see for anyone interested in real human lives”"
    assert (edition.rating, edition.rating_out_of, edition.rating_printed) == (4, 5, "4/5")
    assert edition.body == (
        "<p>Dragon is a broker.<br>He left in 2001.</p><p>The film <em>follows</em> five people.</p>"
    )
    assert (trailer.film, trailer.provider, trailer.video_id) == (
        edition.film,
        "vimeo",
        "50387102",
    )
    assert (trailer.title, trailer.uploader) == (
        "THE DEFECTOR (OFFICIAL TRAILER)",
        "Fathom Film Group",
    )
    assert edition.published_at == datetime(2013, 3, 29, 14, tzinfo=UTC)
    assert "Ana Reyes" in client.get("/reviews/the-defector/").text


@pytest.mark.parametrize(
    "embed",
    [
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "[embed]https://youtu.be/aqz-KE-bpKQ[/embed]",
        "[youtube https://www.youtube.com/watch?v=aqz-KE-bpKQ]",
        '[youtube id="aqz-KE-bpKQ"]',
        '<iframe src="//www.youtube.com/embed/aqz-KE-bpKQ?rel=0" allowfullscreen></iframe>',
        '<object><param name="movie" value="http://www.youtube.com/v/aqz-KE-bpKQ&hl=en" /></object>',
        '<!-- wp:core-embed/youtube {"url":"https://youtu.be/aqz-KE-bpKQ"} --><figure>'
        '<div class="wp-block-embed__wrapper">\nhttps://youtu.be/aqz-KE-bpKQ\n</div></figure>'
        "<!-- /wp:core-embed/youtube -->",
        '<!-- wp:embed {"url":"https://youtu.be/aqz-KE-bpKQ","type":"video"} --><figure>'
        "<div>\nhttps://youtu.be/aqz-KE-bpKQ\n</div><figcaption>The trailer</figcaption></figure>"
        "<!-- /wp:embed -->",
        "<!-- wp:paragraph --><p>https://youtu.be/aqz-KE-bpKQ</p><!-- /wp:paragraph -->",
    ],
)
@pytest.mark.parametrize("where", ["{}\n\nText.\n\nMore.", "Text.\n\nMore.\n\n{}"])
def test_a_video_alone_at_the_edge_of_a_review_is_the_films_trailer(tmp_path, embed, where):
    bring_items(tmp_path, item(1, "Review: ‘Sintel’", where.format(embed)))

    trailer = Trailer.objects.get()
    assert (trailer.provider, trailer.video_id) == ("youtube", "aqz-KE-bpKQ")
    assert text_of(Review.objects.get()) == "<p>Text.</p><p>More.</p>"


def test_a_video_in_the_middle_stays_unless_it_is_called_a_trailer(tmp_path):
    inside = (
        "One.\n\nhttps://youtu.be/aqz-KE-bpKQ\n\nTwo.\n\n<b>Watch the trailer:</b>\n\n{}\n\nEnd."
    )

    bring_items(tmp_path, item(1, "Review: ‘Sintel’", inside.format("https://vimeo.com/50387102")))

    assert Trailer.objects.get().provider == "vimeo"
    assert text_of(Review.objects.get()) == (
        '<p>One.</p><figure data-video="youtube:aqz-KE-bpKQ:"></figure><p>Two.</p><p>End.</p>'
    )


def test_the_film_that_is_here_is_used_and_its_year_told(tmp_path):
    film = make_film("Sintel")

    bring_items(
        tmp_path,
        item(1, "Review: ‘Sintel’ (2010)", "One."),
        item(2, "Review: ‘Sintel’", "Two."),
    )

    film.refresh_from_db()
    assert Film.objects.count() == 1
    assert film.year == 2010
    assert film.editions.count() == 2


def test_what_is_doubtful_waits_as_a_draft_with_a_question(tmp_path, client):
    for year in (1934, 1950):
        make_film("Treasure Island", year=year)

    report = bring_items(
        tmp_path,
        item(1, "Review: ‘Treasure Island’", "One."),
        item(2, "A green bicycle", "Two.", terms=[("category", "reviews", "Reviews")]),
        item(3, "Review: ‘Ida’", "Rating: 3/5\n\nText.\n\nRating: 4/5"),
    )

    assert not Edition.objects.exists()
    assert "Several films are called “Treasure Island” (1934, 1950): which one is it?" in reasons(
        report
    )
    assert "It is filed as a review: of which film?" in reasons(report)
    assert "Several ratings were found: 3/5, 4/5. Which one counts?" in reasons(report)
    assert client.get("/2013/03/post-1/").status_code == 404
    asked = Review.objects.get(headline="A green bicycle").desk_notes.get()
    assert (asked.text, asked.is_open) == ("It is filed as a review: of which film?", True)


def test_the_editors_answers_settle_what_was_doubtful(tmp_path):
    make_film("Treasure Island", year=1934)
    chosen = make_film("Treasure Island", year=1950, slug="treasure-island-1950")
    ana = make_author("Somebody else", slug="somebody-else")
    items = [
        item(1, "Review: ‘Treasure Island’", "One."),
        item(2, "Review: ‘Ida’", "Two.", terms=[("category", "reviews", "Reviews")]),
        item(3, "Test", "Three."),
    ]
    mapping = {
        "films": {"Treasure Island": "treasure-island-1950"},
        "kinds": {"2": "article", "3": "skip"},
        "authors": {"ana": "somebody-else"},
    }

    bring_items(tmp_path, *items, mapping=mapping)

    assert chosen.editions.count() == 1
    assert Edition.objects.get(headline="Review: ‘Ida’").kind == "article"
    assert Review.objects.count() == 2
    assert {b.author for e in Edition.objects.all() for b in e.bylines.all()} == {ana}


def test_a_round_up_is_an_article_about_every_film_it_names(tmp_path):
    content = "Three films.\n\n<h2>Wadjda (2012)</h2>\n\nA.\n\n<strong>‘Ida’</strong> (2013)\n\nB."

    bring_items(tmp_path, item(1, "Festival round-up", content))

    edition = Edition.objects.get()
    assert edition.kind == "article"
    assert [str(part.film) for part in edition.films.all()] == ["Wadjda (2012)", "Ida (2013)"]


# -- texts ------------------------------------------------------------------------------------


def one(tmp_path, content: str, *parts: str, **fields) -> str:
    """The body that an article's content becomes."""
    source = fields.pop("source", {})
    bring_items(tmp_path, item(1, "An interview", content, **fields), *parts, **source)
    return text_of(Review.objects.get(headline="An interview"))


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>two</p><p>three</p>"),
        ("a <!--more-->\n\nb<!--nextpage-->c", "<p>a</p><p>bc</p>"),
        (
            "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->\n\n<!-- wp:spacer /-->"
            "<!-- wp:more --><!--more--><!-- /wp:more --><!-- wp:heading --><h2>b</h2>"
            "<!-- /wp:heading -->",
            "<p>a</p><h2>b</h2>",
        ),
        (
            "<!-- wp:pullquote --><figure class='wp-block-pullquote'><blockquote><p>a</p><cite>b"
            "</cite></blockquote></figure><!-- /wp:pullquote -->",
            '<blockquote class="pullquote"><p>a</p><p>b</p></blockquote>',
        ),
        ("a[fn]A <b>note</b>.[/fn] b", '<p>a<sup id="noteref-1"><a href="#note-1">1</a></sup> b</p>'
         '<ol><li id="note-1">A <strong>note</strong>.</li></ol>'),
        ("[slider id=3] [sic]", "<p>[slider id=3] [sic]</p>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a | b</p>"),
        ("<pre>a\nb</pre>", "<p>a<br>b</p>"),
        (
            "https://twitter.com/x/status/1",
            '<p><a href="https://twitter.com/x/status/1">twitter.com/x/status/1</a></p>',
        ),
        (
            '<blockquote class="twitter-tweet"><p>Hi</p>&mdash; X <a href="https://twitter.com/x/1">'
            "day</a></blockquote><script src='//platform.twitter.com/widgets.js'></script>",
            '<blockquote><p>Hi</p><p>— X <a href="https://twitter.com/x/1">day</a></p></blockquote>',
        ),
        ("<p onclick=x()>a</p><script>alert(1)</script>", "<p>a</p>"),
    ],
)  # fmt: skip
def test_a_text_becomes_ours(tmp_path, content, body):
    assert one(tmp_path, content) == body


def test_notes_of_the_block_editor_come_from_the_posts_fields(tmp_path):
    content = (
        '<!-- wp:paragraph --><p>a<sup data-fn="f-1" class="fn"><a href="#f-1" id="f-1-link">1</a>'
        "</sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
    )
    meta = {"footnotes": json.dumps([{"id": "f-1", "content": "The <em>note</em>"}])}

    body = one(tmp_path, content, meta=meta)

    assert body == (
        '<p>a<sup id="noteref-1"><a href="#note-1">1</a></sup></p>'
        '<ol><li id="note-1">The <em>note</em></li></ol>'
    )


def test_a_reusable_block_is_filled_in_even_when_it_holds_itself(tmp_path):
    block = item(5, "Block", '<p>shared</p><!-- wp:block {"ref":5} /-->', kind="wp_block")

    body = one(tmp_path, '<!-- wp:block {"ref":5} /-->', block)

    assert body.startswith("<p>shared</p>")


def test_links_inside_the_site_lead_to_the_new_addresses(tmp_path):
    content = (
        f'<a href="{SITE}/2013/03/wadjda/#top">a</a> <a href="/2013/03/wadjda">b</a> '
        f'<a href="http://www.old.example/?p=2&amp;utm_source=x">c</a> <a href="{SITE}/about">d</a> '
        '<a href="https://elsewhere.example/2013/03/wadjda/">e</a>'
    )
    review = item(2, "Review: ‘Wadjda’", "Text", slug="wadjda")
    page = item(3, "About us", "Us", kind="page", slug="about", link=f"{SITE}/about/")

    body = one(tmp_path, content, review, page)

    assert [part.partition('"')[0] for part in body.split('href="')[1:]] == [
        "/reviews/wadjda/#top",
        "/reviews/wadjda/",
        "/reviews/wadjda/",
        "/about/",
        "https://elsewhere.example/2013/03/wadjda/",
    ]


# -- pictures ---------------------------------------------------------------------------------


@pytest.fixture
def uploads(tmp_path) -> Path:
    folder = tmp_path / "uploads" / "2013" / "03"
    folder.mkdir(parents=True)
    (folder / "still.png").write_bytes(picture_bytes())
    return tmp_path / "uploads"


FILE = f"{SITE}/wp-content/uploads/2013/03/still.png"


@pytest.mark.parametrize(
    ("content", "caption"),
    [
        (f'<img class="wp-image-9" src="{FILE}" alt="x">', ""),
        (f'<img src="{FILE.replace(".png", "-300x200.png")}">', ""),
        (f'<a href="{FILE}"><img src="http://old.example/wp-content/uploads/2013/03/still.png"></a>', ""),
        (f'[caption id="a" width="3"]<a href="x"><img src="{FILE}"></a> She <em>rides</em>[/caption]',
         "She <em>rides</em>"),
        (f'[caption caption="She rides"]<img src="{FILE}">[/caption]', "She rides"),
        (f'<!-- wp:image {{"id":9}} --><figure class="wp-block-image"><img src="{FILE}"/><figcaption>'
         "She rides</figcaption></figure><!-- /wp:image -->", "She rides"),
        ("[gallery]", ""),
        ('[gallery ids="9"]', ""),
        (f'<!-- wp:gallery --><figure><ul><li><figure><img data-id="9" src="{FILE}"/></figure></li></ul>'
         "</figure><!-- /wp:gallery -->", ""),
    ],
)  # fmt: skip
def test_a_picture_of_the_text_is_found_in_the_media_folder(tmp_path, uploads, content, caption):
    body = one(
        tmp_path, content, attachment(9, FILE, parent=1, alt="A girl"), source={"media": uploads}
    )

    picture = Picture.objects.get()
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    assert body == f'<figure data-picture="{picture.pk}">{words}</figure>'
    assert picture.alt == "A girl"


def test_a_featured_picture_leads_the_piece(tmp_path, uploads):
    one(
        tmp_path,
        "Text",
        attachment(9, FILE),
        meta={"_thumbnail_id": "9"},
        source={"media": uploads},
    )

    assert Edition.objects.get().lead_picture == Picture.objects.get()


def test_a_picture_that_cannot_be_had_becomes_a_link_and_is_told(tmp_path):
    report = bring_items(
        tmp_path, item(1, "An interview", f'<img src="{FILE}" alt="A girl">'), attachment(9, FILE)
    )

    assert text_of(Review.objects.get()) == f'<p><a href="{FILE}">A girl</a></p>'
    assert "Its file is not here: give --media or --fetch-media." in reasons(report)
    assert f"Pictures that could not be had became links (1): {FILE}." in reasons(report)


@pytest.mark.parametrize("name", ["../outside.png", "..%2Foutside.png", "%00.png", "a" * 5000])
def test_the_names_of_an_export_lead_to_no_file_outside_the_media_folder(tmp_path, uploads, name):
    (tmp_path / "outside.png").write_bytes(picture_bytes())
    file = f"{SITE}/wp-content/uploads/{name}"

    bring_items(tmp_path, attachment(9, file), media=uploads)

    assert not Picture.objects.exists()


def test_pictures_are_fetched_when_asked_for(tmp_path):
    asked = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return picture_bytes()

    body = one(tmp_path, f'<img src="{FILE}">', attachment(9, FILE), source={"fetch": fetch})

    assert asked == [FILE]
    assert body == f'<figure data-picture="{Picture.objects.get().pk}"></figure>'


# -- people, categories, dates ----------------------------------------------------------------


def test_authors_come_without_logins_and_without_login_names(tmp_path):
    bring_items(
        tmp_path,
        author("jhyde47", "jhyde47", "Jo", "Hyde"),
        author("ana", "Ana Reyes"),
        item(1, "One", "Text", creator="jhyde47"),
        item(2, "Two", "Text", creator="unknown-login"),
        item(3, "Three", "Text", terms=[
            ("author", "cap-ana", "Ana Reyes"), ("author", "cap-min-park", "Min Park"),
            ("author", "cap-ana", "Ana Reyes"),
        ]),
    )  # fmt: skip

    names = {
        edition.headline: [str(byline) for byline in edition.bylines.all()]
        for edition in Edition.objects.all()
    }
    assert names == {"One": ["Jo Hyde"], "Two": [], "Three": ["Ana Reyes", "Min Park"]}
    assert not User.objects.exists()
    assert not Author.objects.filter(name__icontains="47").exists()


def test_categories_and_tags_are_tags(tmp_path):
    bring_items(
        tmp_path,
        category("korea", "Korea &amp; Japan"),
        tag("sci-fi", "Science fiction, old"),
        item(1, "One", "Text", terms=[
            ("category", "korea", "Korea &amp; Japan"), ("post_tag", "sci-fi", "Science fiction, old"),
            ("category", "uncategorized", "Uncategorized"),
        ]),
    )  # fmt: skip

    edition = Edition.objects.get()
    assert sorted(tag["name"] for tag in edition.card["tags"]) == [
        "Korea & Japan",
        "Science fiction old",
    ]
    assert Tag.objects.count() == 2


HIDDEN = {
    "a draft": {"status": "draft", "date_gmt": "0000-00-00 00:00:00"},
    "pending": {"status": "pending"},
    "private": {"status": "private"},
    "behind a password": {"password": "enter"},
    "of a status nobody knows": {"status": "assigned"},
    "scheduled for a moment that has passed": {"status": "future"},
    "without a date": {"date": "0000-00-00 00:00:00", "date_gmt": "0000-00-00 00:00:00"},
}


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN)
def test_nothing_is_public_by_accident(tmp_path, client, fields):
    bring_items(
        tmp_path,
        item(1, "Secret piece", "Secret text", slug="secret", **fields),
        item(2, "Secret page", "Secret text", slug="secret-page", kind="page", **fields),
    )

    assert Review.objects.get().headline == "Secret piece"
    assert TextPage.objects.get().title == "Secret page"
    assert not Edition.objects.exists()
    for address in (
        "/articles/secret/",
        "/2013/03/secret/",
        "/?p=1",
        "/secret-page/",
        "/?page_id=2",
    ):
        answer = client.get(address)
        assert "Secret" not in answer.text, address
        assert answer.status_code == (200 if address.startswith("/?") else 404), address


def test_what_lies_ahead_is_scheduled(tmp_path, client):
    bring_items(tmp_path, item(1, "To come", "Text", status="future", date="2999-01-01 09:00:00"))

    assert Edition.objects.get().live_from == datetime(2999, 1, 1, 9, tzinfo=UTC)
    assert client.get("/articles/post-1/").status_code == 404


def test_feeds_know_a_piece_by_its_old_guid(tmp_path, client):
    bring_items(tmp_path, item(12, "An interview", "Text"))

    assert f"{SITE}/?p=12</guid>" in client.get("/feed/").text


def test_comments_are_counted_and_kept_beside_the_report(tmp_path):
    comments = tmp_path / "comments.jsonl"

    report = bring_items(
        tmp_path, item(1, "One", "Text", comments=["First!", "Second"]), comments=comments
    )

    rows = [json.loads(line) for line in comments.read_text().splitlines()]
    assert [(row["post"], row["content"]) for row in rows] == [("1", "First!"), ("1", "Second")]
    assert "2 comments are in comments.jsonl." in reasons(report)


def test_pages_become_text_pages_and_menus_are_told_of(tmp_path, client):
    report = bring_items(
        tmp_path,
        item(1, "About", "Who we are", kind="page", slug="about", link=f"{SITE}/about/"),
        item(2, "Reviews", "Us", kind="page", slug="reviews", link=f"{SITE}/reviews/"),
        item(3, "Menu", "", kind="nav_menu_item"),
    )

    assert "Who we are" in client.get("/about/").text
    assert TextPage.objects.filter(slug="reviews-page").exists()
    assert {i["outcome"] for i in report["items"] if i["kind"] == "nav_menu_item"} == {"skipped"}


# -- again ------------------------------------------------------------------------------------


def test_the_same_file_again_adds_nothing(tmp_path, uploads):
    items = [
        item(12, "Film Review: ‘The Defector’", CLASSIC),
        item(3, "About", "Us", kind="page"),
        attachment(9, FILE),
        category("korea", "Korea"),
    ]
    bring_items(tmp_path, *items, media=uploads)
    models = (Review, Edition, Film, Author, Tag, Trailer, Picture, TextPage, OldAddress)
    before = [model.objects.count() for model in models]

    report = bring_items(tmp_path, *items, media=uploads)

    assert outcomes(report).keys() == {"unchanged"}
    assert [model.objects.count() for model in models] == before


def test_a_later_export_brings_changes_to_the_desk_and_overwrites_no_edit(tmp_path, client):
    first = [item(1, "One", "Old text"), item(2, "Two", "Old text")]
    bring_items(tmp_path, *first)
    Review.objects.filter(headline="Two").update(body="<p>Ours</p>", version=2)

    report = bring_items(tmp_path, item(1, "One", "New text"), item(2, "Two", "New text"))

    assert Review.objects.get(headline="One").body == "<p>New text</p>"
    assert Review.objects.get(headline="Two").body == "<p>Ours</p>"
    assert "Old text" in client.get("/articles/post-1/").text
    assert outcomes(report) == {"updated": 1, "skipped": 1, "unchanged": 1}


def test_two_sites_with_the_same_numbers_stay_apart(tmp_path):
    bring_items(tmp_path, item(1, "One", "Text", slug="one"))
    other = wxr.export(item(1, "Uno", "Text", slug="uno"), site="https://other.example")

    bring(wxr.write(tmp_path / "other.xml", other))

    assert {review.headline for review in Review.objects.all()} == {"One", "Uno"}


def test_a_rehearsal_tells_the_same_and_writes_nothing(tmp_path, uploads):
    items = [item(12, "Film Review: ‘The Defector’", CLASSIC), attachment(9, FILE)]

    told = bring_items(tmp_path, *items, media=uploads, rehearse=True)

    models = (Review, Film, Author, Picture, OldAddress, ImportedItem)
    assert not any(model.objects.exists() for model in models)
    assert outcomes(told) == outcomes(bring_items(tmp_path, *items, media=uploads))


# -- broken and hostile -----------------------------------------------------------------------

GOOD = wxr.export(item(1, "One", "Text"))
BOMB = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
UNREADABLE = {
    "empty": ("", "line 1"),
    "no XML": ("PK\x03\x04 not xml", "line 1"),
    "cut off": (GOOD[: len(GOOD) // 2], "is damaged at line"),
    "cut off at the end": (GOOD.replace("</rss>", ""), "is damaged at line"),
    "not well-formed": (GOOD.replace("<dc:creator>", "<dc:creator><b>"), "is damaged at line"),
    "an unknown prefix": (GOOD.replace("<wp:status>", "<xx:status>"), "is damaged at line"),
    "an entity bomb": (GOOD.replace("<rss", f"{BOMB}<rss", 1), "document type"),
    "a file of this machine": (
        GOOD.replace("<rss", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss', 1),
        "document type",
    ),
    "an outside document type": (
        GOOD.replace("<rss", '<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd"><rss', 1),
        "document type",
    ),
    "a wrong encoding": (GOOD.replace("Ana Reyes", "Ana Reyés").encode("latin-1"), "is damaged at line"),
    "an encoding nobody knows": (GOOD.replace("UTF-8", "UTF-99", 1), "export.xml"),
    "a feed": ("<rss><channel><title>x</title><item><title>y</title></item></channel></rss>", "wxr_version"),
    "another kind of XML": ("<html><body/></html>", "no WordPress export"),
    "no version": (GOOD.replace("<wp:wxr_version>1.2</wp:wxr_version>", ""), "wxr_version"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_told_in_words_and_leaves_nothing(
    tmp_path, content, sentence
):
    file = wxr.write(tmp_path / "export.xml", content)

    with pytest.raises(Unreadable) as error:
        bring(file)

    assert sentence in str(error.value)
    assert "export.xml" in str(error.value)
    assert not ImportedItem.objects.exists()
    assert not Author.objects.exists()


def test_control_characters_that_plugins_leave_harm_nothing(tmp_path):
    assert one(tmp_path, "a\x08b\x0bc") == "<p>a b c</p>"


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_of_the_format_is_read(tmp_path, version):
    bring(wxr.write(tmp_path / "export.xml", GOOD.replace("export/1.2", f"export/{version}")))

    assert Edition.objects.get().headline == "One"


def test_two_bytes_a_letter_are_read_too(tmp_path):
    bring(wxr.write(tmp_path / "export.xml", GOOD.replace("UTF-8", "UTF-16").encode("utf-16")))

    assert Edition.objects.get().headline == "One"


ODD = {
    "the same number twice": (item(1, "One", "a") + item(1, "Two", "b"), {"created": 2, "refused": 1}),
    "a title of a megabyte": (item(1, "x" * 1_000_000, "a"), {"created": 1, "refused": 1}),
    "no number": (item("", "One", "a"), {"created": 2}),
    "a number that is none": (item("x", "One", "a"), {"created": 2}),
    "a date that is none": (item(1, "One", "a", date="2013-99-99 00:00:00"), {"created": 2}),
    "no title and no text": (item(1, "", ""), {"created": 2}),
    "an address of nothing but signs": (item(1, "!!!", "a", slug="%ff%fe"), {"created": 2}),
    "parents in a circle": (
        category("a", "A", "b") + category("b", "B", "a")
        + item(1, "P", "a", kind="page", parent=2) + item(2, "Q", "b", kind="page", parent=1),
        {"created": 5},
    ),
    "a parent that is missing": (attachment(9, FILE, parent=77), {"created": 1, "skipped": 1}),
    "fields of rubbish": (
        item(1, "One", "a", meta={"_thumbnail_id": "x", "footnotes": "[[", "rating": "\x00"}),
        {"created": 2},
    ),
    "ten thousand open tags": (item(1, "One", "<div>" * 10_000), {"created": 2}),
    "ten thousand open shortcodes": (item(1, "One", "[caption]" * 10_000), {"created": 2}),
    "ten thousand pictures": (item(1, "One", "<img src=x>" * 10_000), {"created": 2}),
    "ten thousand frames": (item(1, "One", "<iframe src=x>" * 10_000), {"created": 2}),
}  # fmt: skip


@pytest.mark.parametrize(("parts", "expected"), ODD.values(), ids=ODD)
def test_odd_items_are_taken_or_refused_and_the_report_adds_up(tmp_path, parts, expected):
    report = bring_items(tmp_path, parts)

    counts = report["counts"]
    assert outcomes(report) == expected
    assert counts["read"] == len(report["items"]) == sum(expected.values())


@pytest.mark.parametrize(
    "answers", ["[", "[]", '{"author": {}}', '{"kinds": {"1": "poem"}}', '{"films": []}']
)
def test_answers_that_cannot_be_read_are_told_before_anything_begins(tmp_path, answers):
    (tmp_path / "answers.json").write_text(answers)
    file = wxr.write(tmp_path / "export.xml", GOOD)

    with pytest.raises(CommandError) as error:
        call_command("import_wordpress", str(file), "--map", str(tmp_path / "answers.json"))

    assert error.value.returncode == 2
    assert not Review.objects.exists()


def test_the_command_tells_counts_and_ends_with_a_code(tmp_path, capsys):
    file = wxr.write(tmp_path / "export.xml", GOOD)

    with pytest.raises(SystemExit) as ended:
        call_command("import_wordpress", str(file), "--report", str(tmp_path / "report.json"))

    assert ended.value.code == 0
    assert "2 read, 2 created" in capsys.readouterr().out
    assert json.loads((tmp_path / "report.json").read_text())["counts"]["created"] == 2
