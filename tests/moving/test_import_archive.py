"""Archives as people write them by hand: few keys, changed and brought again, or broken."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from authors.models.author import Author
from moving.models.imported_item import ImportedItem
from pictures.models.picture import Picture
from publishing.models.audit_entry import AuditEntry
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.models.revision import Revision
from tests.factories import make_author, make_film, picture_bytes
from tests.moving.archives import bring, outcomes, reasons, write

pytestmark = pytest.mark.django_db

AUTHORS = [{"slug": "ana", "name": "Ana Reyes"}]
FILMS = [{"slug": "wadjda", "title": "Wadjda", "year": 2012}]
REVIEW = {
    "slug": "a-green-bicycle",
    "film": "wadjda",
    "headline": "A green bicycle",
    "authors": ["ana"],
    "state": "live",
    "published_at": "2013-03-29",
    "body": "<p>She wants a bicycle.</p>",
}


def a_critics_archive(folder, **changes):
    return write(folder, authors=AUTHORS, films=FILMS, reviews=[{**REVIEW, **changes}])


# -- by hand ----------------------------------------------------------------------------------


def test_a_critics_archive_of_three_small_files_is_a_site(tmp_path, client):
    report = bring(a_critics_archive(tmp_path / "a"))

    page = client.get("/reviews/a-green-bicycle/").text
    assert outcomes(report) == {"created": 3}
    assert "She wants a bicycle." in page
    assert "29 March 2013" in page
    assert Edition.objects.get().live_from == datetime(2013, 3, 29, 12, tzinfo=UTC)


def test_an_import_is_on_record_once_with_its_counts_and_a_rehearsal_is_not(tmp_path):
    folder = a_critics_archive(tmp_path / "a")
    bring(folder, rehearse=True)
    rehearsed = AuditEntry.objects.count()

    bring(folder)

    entry = AuditEntry.objects.get()
    assert rehearsed == 0
    assert entry.kind == "import"
    assert entry.after["created"] == 3
    assert "3 new" in entry.sentence


def test_a_draft_is_what_a_piece_is_that_says_nothing_of_its_state(tmp_path, client):
    bring(write(tmp_path / "a", reviews=[{"headline": "Only this"}]))

    assert Review.objects.get().headline == "Only this"
    assert not Edition.objects.exists()


@pytest.mark.parametrize("state", ["draft", "submitted", "scheduled", "withdrawn"])
def test_only_live_pieces_are_shown_to_readers(tmp_path, client, state):
    when = "2999-01-01T00:00:00Z" if state == "scheduled" else "2013-03-29"

    bring(a_critics_archive(tmp_path / "a", state=state, published_at=when))

    assert client.get("/reviews/a-green-bicycle/").status_code == (
        410 if state == "withdrawn" else 404
    )


def test_what_was_live_comes_in_with_its_old_faults(tmp_path, client):
    row = {"headline": "No film, no author", "state": "live", "published_at": "2010-01-01"}

    report = bring(write(tmp_path / "a", reviews=[row]))

    assert outcomes(report) == {"created": 1}
    assert client.get("/reviews/no-film-no-author/").status_code == 200


def test_bodies_pass_the_cleaner(tmp_path):
    body = "<p onclick='x()'>Safe</p><script>alert(1)</script><iframe src='//x'></iframe>"

    bring(a_critics_archive(tmp_path / "a", body=body))

    assert Review.objects.get().body == Edition.objects.get().body == "<p>Safe</p>"


def test_pictures_are_named_by_their_own_ids_and_never_by_the_sites_numbers(tmp_path):
    mine = Picture.objects.create(pk=17, file="x.jpg", alt="Mine")
    folder = a_critics_archive(
        tmp_path / "a",
        lead_picture="still",
        body='<figure data-picture="still"></figure><p>a</p><figure data-picture="17"></figure>',
    )
    write(folder, pictures=[{"id": "still", "file": "still.png", "alt": "A bicycle"}])
    (folder / "still.png").write_bytes(picture_bytes())

    report = bring(folder)

    taken = Picture.objects.exclude(pk=mine.pk).get()
    assert Edition.objects.get().body == f'<figure data-picture="{taken.pk}"></figure><p>a</p>'
    assert Edition.objects.get().lead_picture == taken
    assert "Pictures the archive does not have: 17." in reasons(report)


def test_unknown_keys_are_ignored_and_told(tmp_path):
    report = bring(write(tmp_path / "a", films=[{**FILMS[0], "boxoffice": 1}]))

    assert outcomes(report) == {"created": 1}
    assert "Unknown keys were ignored: boxoffice." in reasons(report)


def test_one_bad_piece_harms_none_of_the_others(tmp_path):
    rows = [{**REVIEW, "slug": f"piece-{number}"} for number in range(8)]
    rows[3] = {**rows[3], "slug": "taken-by-a-bad-one", "rating": "many"}
    rows[5]["slug"] = "piece-1"

    report = bring(write(tmp_path / "a", authors=AUTHORS, films=FILMS, reviews=rows))

    assert outcomes(report) == {"created": 8, "refused": 2}
    assert Edition.objects.count() == Review.objects.count() == 6


def test_two_pieces_at_one_address_are_told_apart_by_uid(tmp_path):
    uids = [f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2)]
    rows = [{**REVIEW, "uid": uid} for uid in uids]

    report = bring(write(tmp_path / "a", authors=AUTHORS, films=FILMS, reviews=rows))

    assert outcomes(report) == {"created": 3, "refused": 1}
    assert "Another piece has the address “a-green-bicycle”" in reasons(report)


# -- again ------------------------------------------------------------------------------------


def test_the_same_archive_again_adds_nothing(tmp_path):
    folder = a_critics_archive(tmp_path / "a", tags=["Saudi Arabia"])
    bring(folder)
    before = [model.objects.count() for model in (Review, Edition, Film, Author, Revision)]

    report = bring(folder)

    assert outcomes(report) == {"unchanged": 3}
    assert [m.objects.count() for m in (Review, Edition, Film, Author, Revision)] == before


def test_a_changed_text_of_a_live_piece_waits_at_the_desk(tmp_path, client):
    bring(a_critics_archive(tmp_path / "a"))

    report = bring(a_critics_archive(tmp_path / "a", headline="A better headline"))

    review = Review.objects.get()
    assert outcomes(report) == {"updated": 1, "unchanged": 2}
    assert "waits at the desk" in reasons(report)
    assert review.headline == "A better headline"
    assert review.has_unpublished_changes
    assert "A better headline" not in client.get("/reviews/a-green-bicycle/").text


def test_what_was_edited_here_is_not_overwritten(tmp_path):
    bring(a_critics_archive(tmp_path / "a"))
    Review.objects.update(headline="Ours", version=2)
    Film.objects.update(title="Our title", version=2)
    changed = {**FILMS[0], "title": "Their title", "studio": "Razor Film"}
    folder = write(tmp_path / "a", films=[changed], reviews=[{**REVIEW, "headline": "Theirs"}])

    report = bring(folder)

    film = Film.objects.get()
    assert (film.title, film.studio) == ("Our title", "Razor Film")
    assert Review.objects.get().headline == "Ours"
    assert Revision.objects.filter(data__headline="Theirs").exists()
    assert "It has been edited here since" in reasons(report)
    assert "Kept what stands here: title." in reasons(report)


def test_a_draft_that_is_live_by_now_is_published(tmp_path, client):
    bring(a_critics_archive(tmp_path / "a", state="draft"))

    report = bring(a_critics_archive(tmp_path / "a"))

    assert outcomes(report) == {"updated": 1, "unchanged": 2}
    assert client.get("/reviews/a-green-bicycle/").status_code == 200
    assert not Review.objects.get().has_unpublished_changes


def test_films_and_authors_that_are_here_are_used(tmp_path):
    film, author = make_film("Wadjda", slug="wadjda"), make_author("Ana", slug="ana")

    bring(write(tmp_path / "a", reviews=[REVIEW]))

    assert Edition.objects.get().film == film
    assert [byline.author for byline in Edition.objects.get().bylines.all()] == [author]


def test_a_rehearsal_tells_the_same_and_writes_nothing(tmp_path):
    folder = a_critics_archive(tmp_path / "a", tags=["bicycles"])

    report = bring(folder, rehearse=True)

    assert outcomes(report) == outcomes(bring(folder)) == {"created": 3}


def test_a_rehearsal_leaves_the_database_as_it_was(tmp_path):
    bring(a_critics_archive(tmp_path / "a", tags=["bicycles"]), rehearse=True)

    assert not any(m.objects.exists() for m in (Review, Film, Author, ImportedItem, Picture))


# -- broken and hostile -----------------------------------------------------------------------

LINES = {
    "no JSON": (b"{", "This is no JSON"),
    "no object": (b"[1]", "no JSON object"),
    "not UTF-8": (b'{"slug": "\xe9"}', "not UTF-8"),
    "endless numbers": (b'{"slug": 1e999, "title": NaN}', "JSON that nobody can use"),
    "too deep": (b'{"slug": ' + b"[" * 100_000, "JSON that nobody can use"),
    "no slug": (b'{"title": "T"}', "“slug” is missing"),
    "no title": (b'{"slug": "t"}', "“title” is missing"),
    "a slug that is none": (b'{"slug": "a/b", "title": "T"}', "slug:"),
    "a null byte": (b'{"slug": "t", "title": "T\\u0000"}', "a character that is none"),
    "half a pair": (b'{"slug": "t", "title": "\\ud800"}', "a character that is none"),
    "a megabyte title": (b'{"slug": "t", "title": "%s"}' % (b"x" * 1_000_000), "title:"),
    "a list for a text": (b'{"slug": "t", "title": ["T"]}', "“title” must be text"),
    "words for a number": (b'{"slug": "t", "title": "T", "year": "soon"}', "whole number"),
    "a number too large": (b'{"slug": "t", "title": "T", "year": 9e99}', "whole number"),
    "a year that is none": (b'{"slug": "t", "title": "T", "year": 12}', "year:"),
    "a day that is none": (b'{"slug":"t","title":"T","released_on":"2013-02-30"}', "must be a day"),
    "a trailer of nobody": (
        b'{"slug": "t", "title": "T", "trailers": [{"url": "https://evil.example/x"}]}',
        "A trailer cannot be taken",
    ),
    "a role of nobody": (
        b'{"slug": "t", "title": "T", "credits": [{"person": "P", "role": "king"}]}',
        "role:",
    ),
    "a poster that is missing": (b'{"slug": "t", "title": "T", "poster": "p"}', "neither pictures"),
}  # fmt: skip


@pytest.mark.parametrize(("line", "sentence"), LINES.values(), ids=LINES)
def test_a_broken_line_is_refused_in_words_and_the_next_is_taken(tmp_path, line, sentence):
    folder = write(tmp_path / "a", films=line + b'\n\n{"slug": "good", "title": "Good"}\n')

    report = bring(folder)

    assert outcomes(report) == {"created": 1, "refused": 1}
    assert sentence in reasons(report)
    assert [film.slug for film in Film.objects.all()] == ["good"]


PIECES = {
    "a film that is missing": {"film": "nobody"},
    "an author who is missing": {"authors": ["nobody"]},
    "a state that is none": {"state": "printed"},
    "live and in the future": {"published_at": "2999-01-01"},
    "scheduled for no moment": {"state": "scheduled", "published_at": None},
    "a moment that is none": {"published_at": "29 March"},
    "a rating off the scale": {"rating": 1e9},
    "a scale that nobody has": {"rating": 3, "rating_out_of": 7},
    "a uid that is none": {"uid": "7"},
    "a guid that is no address": {"guid": "javascript:x"},
    "an address that is none": {"slug": "../admin"},
    "a headline of a megabyte": {"headline": "x" * 1_000_000},
    "editions of a draft": {"state": "draft", "editions": [{"live_from": "2013-03-29"}]},
    "editions at once": {
        "editions": [
            {"live_from": "2014-01-01", "live_until": "2016-01-01"},
            {"live_from": "2015-01-01"},
        ]
    },
    "editions backwards": {"editions": [{"live_from": "2015-01-01"}, {"live_from": "2014-01-01"}]},
    "an edition without a headline": {"editions": [{"live_from": "2014-01-01", "headline": ""}]},
    "a body that is a number": {"body": ["<p>"]},
}  # fmt: skip


@pytest.mark.parametrize("changes", PIECES.values(), ids=PIECES)
def test_a_piece_that_cannot_be_is_refused_and_nothing_of_it_stays(tmp_path, changes):
    report = bring(a_critics_archive(tmp_path / "a", **changes))

    refused = [item for item in report["items"] if item["outcome"] == "refused"]
    assert outcomes(report) == {"created": 2, "refused": 1}
    assert refused[0]["reason"].startswith("Line 1: ")
    assert not Review.objects.exists()
    assert not Edition.objects.exists()


FILES = {
    "no file": {"id": "p", "file": "none.jpg"},
    "a file outside": {"id": "p", "file": "../outside.png"},
    "an absolute path": {"id": "p", "file": "/etc/passwd"},
    "no picture": {"id": "p", "file": "text.png"},
    "decorative with words": {"id": "p", "file": "good.png", "alt": "A", "decorative": True},
    "a focal point of words": {"id": "p", "file": "good.png", "focal": ["x", "y"]},
    "a focal point outside": {"id": "p", "file": "good.png", "focal": [101, 50]},
}


@pytest.mark.parametrize("row", FILES.values(), ids=FILES)
def test_a_picture_that_cannot_be_is_refused(tmp_path, row):
    folder = write(tmp_path / "a", pictures=[row])
    (tmp_path / "outside.png").write_bytes(picture_bytes())
    (folder / "good.png").write_bytes(picture_bytes())
    (folder / "text.png").write_text("no picture")

    report = bring(folder)

    assert outcomes(report) == {"refused": 1}
    assert not Picture.objects.exists()


def test_a_link_out_of_the_archive_is_not_followed(tmp_path):
    (tmp_path / "secret.png").write_bytes(picture_bytes())
    folder = write(tmp_path / "a", pictures=[{"id": "p", "file": "link.png"}])
    (folder / "link.png").symlink_to(tmp_path / "secret.png")

    assert outcomes(bring(folder)) == {"refused": 1}


# -- report and exit codes --------------------------------------------------------------------


def test_the_report_adds_up_and_tells_where_things_went(tmp_path):
    report = bring(a_critics_archive(tmp_path / "a", rating="many"))

    counts = report["counts"]
    assert counts["read"] == sum(n for word, n in counts.items() if word != "read") == 3
    assert len(report["items"]) == 3
    assert {item["target"] for item in report["items"]} == {
        "/authors/ana/",
        "/films/wadjda/",
        "",
    }
    assert report.keys() == {"source", "started_at", "finished_at", "counts", "items"}


@pytest.mark.parametrize(("changes", "code"), [({}, 0), ({"rating": "many"}, 1)])
def test_the_exit_code_says_whether_something_was_refused(tmp_path, changes, code):
    folder = a_critics_archive(tmp_path / "a", **changes)

    with pytest.raises(SystemExit) as ended:
        call_command("import_archive", str(folder), "--report", str(tmp_path / "report.json"))

    assert ended.value.code == code
    assert json.loads((tmp_path / "report.json").read_text())["counts"]["read"] == 3


def test_a_folder_that_is_no_archive_is_exit_code_two(tmp_path):
    with pytest.raises(CommandError, match="is no archive") as error:
        call_command("import_archive", str(tmp_path))

    assert error.value.returncode == 2
