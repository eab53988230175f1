"""The demo command fills an empty site, through the doors everybody uses, and no other site."""

import io
import json
import stat
from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from authors.models.author import Author
from operations.demo import draw
from operations.demo.load import CONTENT, is_empty
from operations.demo.login import demo_login, login_file, make_demo_login
from pictures.models.picture import Picture
from publishing.models.site_settings import SiteSettings
from recommendations.models.recommendation import Recommendation
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.review import Review
from reviews.models.trailer import Trailer
from reviews.publish.readiness import missing_for_publication
from reviews.publish.text import desk_text, edition_text
from tests.factories import draft_review, make_author, make_film, make_user

pytestmark = pytest.mark.django_db


def rows(name):
    return [json.loads(line) for line in (CONTENT / f"{name}.jsonl").open(encoding="utf-8")]


def demo(*options: str) -> str:
    said = io.StringIO()
    call_command("demo", *options, stdout=said)
    return said.getvalue()


def live():
    return Edition.objects.live(timezone.now())


@pytest.fixture(autouse=True)
def _small_and_apart(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    small = {kind: (wide // 8, tall // 8) for kind, (wide, tall) in draw.SIZES.items()}
    monkeypatch.setattr(draw, "SIZES", small)


def test_everything_of_the_content_is_loaded():
    demo()

    films, reviews = rows("films"), rows("reviews")
    assert Picture.objects.count() == len(rows("pictures"))
    assert Author.objects.count() == len(rows("authors"))
    assert Film.objects.count() == len(films)
    assert Credit.objects.count() == sum(len(film["credits"]) for film in films)
    assert Trailer.objects.count() == sum(len(film.get("trailers", [])) for film in films)
    assert Review.objects.count() == len(reviews)
    assert Recommendation.objects.count() == len(rows("recommendations"))
    people = {credit["person"] for film in films for credit in film["credits"]}
    assert set(Person.objects.values_list("name", flat=True)) == people


def test_readers_see_what_is_live_and_nothing_else(client):
    demo()

    for row in rows("reviews"):
        path = f"/{row['kind']}s/{row['slug']}/"
        assert client.get(path).status_code == (200 if row["state"] == "live" else 404), path
    home = client.get("/").text
    assert "The Demo Screen" in home
    assert "Sherlock Jr.: the door in the screen" in home


def test_pieces_bear_the_dates_of_the_content():
    demo()

    dates = {row["slug"]: row["published_at"] for row in rows("reviews") if row["state"] == "live"}
    assert {edition.slug: edition.published_at for edition in live()} == {
        slug: datetime.fromisoformat(date) for slug, date in dates.items()
    }


def test_every_text_is_ready_for_publication():
    demo()

    texts = {edition.slug: edition_text(edition) for edition in Edition.objects.all()}
    missing = {slug: missing_for_publication(text) for slug, text in texts.items()}
    assert not any(missing.values()), missing


def test_a_corrected_piece_has_both_its_texts(client):
    demo()

    row = next(row for row in rows("reviews") if "editions" in row)
    before, after = Edition.objects.filter(slug=row["slug"]).order_by("live_from")
    assert before.body == row["editions"][0]["body"]
    assert before.live_until == after.live_from == datetime(2024, 10, 7, 14, 5, tzinfo=UTC)
    assert after.body == row["body"]
    assert after.published_at == before.published_at
    assert "gave 1920 as the year" in client.get(after.get_absolute_url()).text


@pytest.mark.parametrize("zone", ["UTC", "Asia/Seoul", "America/Los_Angeles"])
def test_the_scheduled_piece_waits_for_nine_tomorrow_in_the_sites_own_zone(zone):
    SiteSettings.objects.update(time_zone=zone)

    demo()

    site = SiteSettings.objects.get()
    waiting = Edition.objects.get(live_from__gt=timezone.now())
    begins = waiting.live_from.astimezone(site.zone)
    today = timezone.localdate(timezone=site.zone)
    assert waiting.slug == "spring-the-one-with-the-dog"
    assert (begins.hour, begins.minute, (begins.date() - today).days) == (9, 0, 1)


def test_nothing_on_the_desk_differs_from_what_was_published():
    demo()

    for review in Review.objects.filter(published_version__isnull=False):
        newest = review.editions.order_by("number").last()
        assert edition_text(newest) == desk_text(review)
        assert not review.has_unpublished_changes


def test_each_text_is_kept_as_a_revision():
    demo()

    kept = {review.slug: review.revisions.count() for review in Review.objects.all()}
    assert kept == {row["slug"]: len(row.get("editions", [0])) for row in rows("reviews")}


def test_a_trailer_pasted_as_a_player_becomes_provider_and_id():
    demo()

    trailer = Trailer.objects.get(film__slug="sintel")
    assert (trailer.provider, trailer.video_id) == ("youtube", "eRsGyueVLvQ")
    assert trailer.title == "Sintel - Open Movie by Blender Foundation"


def test_the_login_opens_the_desk_and_its_file_is_its_owners_alone(client):
    said = demo()

    login = demo_login()
    user = authenticate(username=login.name, password=login.password)
    assert user.is_superuser
    assert stat.S_IMODE(login_file().stat().st_mode) == 0o600
    assert str(login_file()) in said
    assert login.password not in said


def test_no_two_demos_share_a_password():
    passwords = set()

    for _ in range(20):
        User.objects.all().delete()
        passwords.add(make_demo_login().password)

    assert len(passwords) == 20


def test_a_login_whose_password_was_changed_is_not_told():
    demo()
    user = User.objects.get(username="demo")
    user.set_password("another")
    user.save()

    login = demo_login()

    assert login is None


def test_where_there_is_no_demo_there_is_no_login():
    assert demo_login() is None


@pytest.mark.parametrize("something", [draft_review, make_film, make_author, make_user])
def test_a_site_in_use_is_refused_in_a_sentence(something):
    something()

    with pytest.raises(CommandError, match="The demo is for an empty site"):
        demo()

    assert not login_file().exists()
    assert not Picture.objects.exists()


@pytest.mark.parametrize("something", [draft_review, make_film, make_author, make_user])
def test_if_empty_leaves_a_site_in_use_alone_without_a_word(something):
    something()

    said = demo("--if-empty")

    assert said == ""
    assert SiteSettings.objects.get().name == "Intertitle"
    assert not login_file().exists()


def test_loading_twice_if_empty_loads_once():
    demo("--if-empty")

    said = demo("--if-empty")

    assert said == ""
    assert Review.objects.count() == len(rows("reviews"))


def test_a_load_that_fails_at_its_end_leaves_the_site_empty(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "no-such-folder"

    with pytest.raises(FileNotFoundError):
        demo()

    assert is_empty()
    assert not Picture.objects.exists()
    assert SiteSettings.objects.get().name == "Intertitle"
