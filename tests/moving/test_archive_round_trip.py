"""Out, into an empty site, and out again: not a byte is lost on the way."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from moving.archive.export import export_archive
from publishing.addresses import remember
from publishing.models.text_page import TextPage
from recommendations.models.recommendation import Recommendation
from reviews.models.edition import Edition
from reviews.models.people import Credit, Person
from reviews.models.review import Review
from reviews.models.tag import Tag
from reviews.publish import correct, publish, restore, set_embargo, withdraw
from tests.factories import (
    draft_review,
    live_review,
    make_author,
    make_film,
    make_picture,
    make_trailer,
    scheduled_review,
)
from tests.moving.archives import bring, contents, empty_the_site, outcomes

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2013, 3, 29, 12, tzinfo=UTC)


def a_whole_site() -> None:
    """One of everything an archive can hold, in several scripts."""
    portrait, still = make_picture(alt="She smiles"), make_picture(alt="", decorative=True)
    shin = make_author(
        "김서연",
        bio="<p>Writes about <em>films</em>.</p>",
        bio_as_of=LONG_AGO.date(),
        photo=portrait,
        website="https://example.org/",
        links=[{"label": "Site", "url": "https://example.org/links"}],
    )
    layla = make_author("ليلى حداد", is_listed=False)
    film = make_film(
        "기생충",
        year=2019,
        original_title="Parasite",
        countries=["Korea"],
        genres=["Drama", "Comedy"],
        runtime_minutes=132,
        poster=still,
        imdb_id="tt6751668",
    )
    other = make_film("Wadjda", year=2012)
    director = Person.objects.create(name="Bong Joon-ho", original_name="봉준호")
    for position, role in enumerate(["director", "writer"]):
        Credit.objects.create(film=film, person=director, role=role, position=position)
    make_trailer(film, video_hash="abcdef0123", start_seconds=30, title="“Trailer”", poster=still)
    make_trailer(film, provider="youtube", video_id="aqz-KE-bpKQ", status="hidden", position=1)
    make_trailer(film, video_id="50000009", despite_embargo=True, position=2)
    first = live_review(
        at=LONG_AGO,
        film=film,
        headline="영화 리뷰: ‘기생충’",
        slug="기생충-리뷰",
        language="ko",
        authors=[shin, layla],
        tags=["한국", "social satire"],
        also_about=[other],
        lead_picture=still,
        rating="0",
        rating_out_of=5,
        rating_line="웃다가 얼어붙는다",
        description="A description of its own",
        disclosure="The writer knows the distributor.",
        body=(
            f'<p>Text<sup id="noteref-1"><a href="#note-1">1</a></sup>.</p>'
            f'<figure data-picture="{portrait.pk}"><figcaption>One</figcaption></figure>'
            f'<figure><img src="{still.url}" alt=""></figure>'
            '<figure data-video="vimeo:12345:abc123"></figure>'
            '<ol><li id="note-1">A note</li></ol>'
        ),
    )
    correct(first, {"rating_line": "웃다가 운다"}, by=None, correction="A word was wrong.")
    correct(first, {"headline": "영화 리뷰: 기생충"}, by=None, note="silently")
    renamed = live_review(at=LONG_AGO + timedelta(days=1), headline="Old name", slug="old-name")
    renamed.refresh_from_db()
    renamed.slug, renamed.version = "new-name", renamed.version + 1
    renamed.save()
    publish(renamed, by=None, tell_readers=True)
    withdraw(live_review(at=LONG_AGO, headline="Withdrawn"), by=None)
    back = live_review(at=LONG_AGO, headline="Back again")
    withdraw(back, by=None)
    restore(back, by=None)
    scheduled_review(timezone.now() + timedelta(days=3), headline="To come")
    changing = live_review(at=LONG_AGO, headline="Changes soon", rating_printed="B+")
    changing.refresh_from_db()
    changing.headline, changing.version = "Changed", changing.version + 1
    changing.save()
    publish(changing, by=None, at=timezone.now() + timedelta(days=9))
    unpublished = live_review(at=LONG_AGO, headline="Being rewritten")
    unpublished.refresh_from_db()
    unpublished.body, unpublished.version = "<p>Half done</p>", unpublished.version + 1
    unpublished.stage = Review.Stage.SUBMITTED
    unpublished.save()
    embargoed = make_film("Held back")
    set_embargo(embargoed, timezone.now() + timedelta(days=30), by=None)
    draft_review(headline="A draft", film=embargoed)
    Review.objects.create(stage=Review.Stage.SUBMITTED, headline="Only a headline")
    live_review(at=LONG_AGO, kind="article", film=None, headline="مهرجان القاهرة", language="ar")
    Review.objects.filter(pk=renamed.pk).update(guid="https://old.example/?p=7")
    Edition.objects.filter(review=renamed).update(guid="https://old.example/?p=7")
    imprint = TextPage.objects.create(
        title="Imprint", body=f'<figure data-picture="{still.pk}"></figure>', in_footer=False
    )
    Tag.objects.filter(name="한국").update(description="Films from Korea")
    Recommendation.objects.create(review=first, target=renamed, position=1)
    Recommendation.objects.create(
        review=first, position=2, url="https://example.org/a", title="Elsewhere", picture=still
    )
    for path, target in {
        "/?p=12": first,
        "/people/bong": director,
        "/2013/film/": film,
        "/old-imprint/": imprint,
    }.items():
        remember(path, target)


@pytest.fixture
def archives(tmp_path) -> tuple[Path, Path]:
    """The archive of a whole site, and the same after it went into an empty one."""
    a_whole_site()
    export_archive(tmp_path / "first")
    empty_the_site()
    assert outcomes(bring(tmp_path / "first")).keys() == {"created"}
    export_archive(tmp_path / "second")
    return tmp_path / "first", tmp_path / "second"


def test_a_site_that_moved_exports_the_same_bytes(archives):
    first, second = map(contents, archives)

    assert {"authors.jsonl", "films.jsonl", "people.jsonl", "pictures.jsonl"} <= first.keys()
    assert {"recommendations.jsonl", "reviews.jsonl", "tags.jsonl", "pages.jsonl"} <= first.keys()
    assert first.keys() == second.keys()
    for name in first:
        assert first[name] == second[name], name


def test_readers_of_the_moved_site_see_what_they_saw(archives, client):
    page = client.get("/reviews/기생충-리뷰/").text

    assert "웃다가 운다" in page
    assert "A word was wrong." in page
    assert 'class="trailer' in page
    assert client.get("/reviews/old-name/").headers["Location"] == "/reviews/new-name/"
    assert client.get("/reviews/withdrawn/").status_code == 410
    assert client.get("/reviews/to-come/").status_code == 404
    assert client.get("/2013/film/").status_code == 301
    assert "https://old.example/?p=7" in client.get("/feed/").text


def test_the_desk_of_the_moved_site_knows_what_is_unpublished(archives):
    rewritten = Review.objects.get(headline="Being rewritten")

    assert rewritten.has_unpublished_changes
    assert rewritten.stage == Review.Stage.SUBMITTED
    assert not Review.objects.get(headline="Back again").has_unpublished_changes


def test_exporting_again_into_the_same_folder_leaves_nothing_old_behind(tmp_path):
    make_picture()
    make_author("Gone soon")
    export_archive(tmp_path / "archive")
    empty_the_site()
    make_author("Here to stay")

    export_archive(tmp_path / "archive")

    assert contents(tmp_path / "archive").keys() == {"authors.jsonl"}
    assert b"Here to stay" in (tmp_path / "archive/authors.jsonl").read_bytes()


def test_importing_a_site_into_itself_changes_nothing(tmp_path):
    a_whole_site()
    export_archive(tmp_path / "archive")

    report = bring(tmp_path / "archive")

    assert outcomes(report).keys() == {"unchanged"}


def test_the_commands_say_what_they_did(tmp_path, capsys):
    live_review()
    folder = str(tmp_path / "archive")

    call_command("export_archive", folder)
    with pytest.raises(SystemExit) as ended:
        call_command("import_archive", folder, "--dry-run")

    said = capsys.readouterr().out
    assert "Wrote 1 reviews" in said
    assert "Nothing was written" in said
    assert ended.value.code == 0
