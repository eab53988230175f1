"""The trailer desk: who may use it, what it lists, what one save does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from reviews.models.film import Film
from reviews.models.trailer import Trailer
from reviews.models.trailer_check import TrailerCheck
from tests.desk import form_of
from tests.factories import (
    draft_review,
    live_review,
    make_film,
    make_picture,
    make_trailer,
    make_user,
)

pytestmark = pytest.mark.django_db

DESK = "/admin/reviews/trailer/desk/"
READ = "/admin/reviews/trailer/read/"
EMBED = (
    '<iframe src="https://player.vimeo.com/video/50000001?h=0f3a9c1d2e"></iframe>'
    '<p><a href="https://vimeo.com/50000001">Night Train</a> from '
    '<a href="https://vimeo.com/studio">Studio</a></p>'
)


def one_of(role):
    user = make_user()
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def person():
    return one_of("Trailer desk")


@pytest.fixture
def desk(client, person):
    client.force_login(person)
    return client


def save(desk, address=DESK, **typed):
    """Post the screen's form as its page offers it, with these boxes filled."""
    page = desk.get(address)
    fields = {"film": [str(row.film.pk) for row in page.context["rows"]]}
    names = {name.replace("film_", "film-", 1): value for name, value in typed.items()}
    return desk.post(address, {**fields, **names, "_save": ""}, follow=True)


def box(film, name="trailer"):
    return f"film_{film.pk}-{name}"


def told(page):
    return [str(message) for message in page.context["messages"]]


def listed(page):
    return [row.film.title for row in page.context["rows"]]


def in_trouble(film, **fields):
    trailer = make_trailer(film, **fields)
    TrailerCheck.objects.create(
        trailer=trailer,
        at=timezone.now(),
        outcome="gone",
        why="Vimeo has no such video any more.",
        next_at=timezone.now(),
    )
    return trailer


# -- who ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"),
    [("Trailer desk", 200), ("Editor", 200), ("Administrator", 200), ("Writer", 403)],
)
def test_it_is_for_those_who_do_trailers(client, role, status):
    client.force_login(one_of(role))

    assert client.get(DESK).status_code == status
    assert client.post(DESK, {"_save": ""}).status_code in ({403} if status == 403 else {302})


def test_nobody_else_gets_in(client):
    assert "/login/" in client.get(DESK).headers["Location"]
    assert "/login/" in client.post(READ, {"text": "x"}).headers["Location"]


def test_the_masthead_and_the_list_of_trailers_lead_to_it(desk):
    assert 'href="/admin/reviews/trailer/"' in desk.get("/admin/").text
    assert desk.get("/admin/reviews/trailer/").headers["Location"] == DESK


@pytest.mark.parametrize(
    ("role", "where"),
    [
        ("Trailer desk", f"{DESK}?show=all&amp;q=Sunrise"),
        ("Writer", "/admin/reviews/film/"),
    ],
)
def test_the_first_page_leads_to_where_a_missing_trailer_is_added(client, role, where):
    live_review(film=make_film("Sunrise"))
    client.force_login(one_of(role))

    page = client.get("/admin/").text

    assert f'href="{where}' in page.partition("Missing or broken trailers")[2]


def test_without_the_permission_for_films_none_is_added(client):
    user = make_user("reviews.add_trailer", "reviews.change_trailer")
    client.force_login(user)

    page = save(client, **{"other-film": "Nobody (1999)", "other-trailer": "vimeo.com/1"})

    assert "No film is called “Nobody”" in page.text
    assert not Film.objects.exists()


# -- lists ----------------------------------------------------------------------------------


def test_films_without_a_trailer_come_in_the_order_in_which_they_are_missed(desk):
    make_film("Nobody wrote about it")
    draft_review(film=make_film("Being written about"))
    live_review(film=make_film("Old"), at=timezone.now() - timedelta(days=400))
    live_review(film=make_film("New"))
    make_trailer(live_review(film=make_film("Has one")).film)
    make_trailer(make_film("Has a hidden one"), status="hidden")

    titles = listed(desk.get(DESK))

    assert titles[:3] == ["New", "Old", "Being written about"]
    assert set(titles[3:]) == {"Nobody wrote about it", "Has a hidden one"}


def test_trailers_in_trouble_have_a_list_with_the_reason(desk):
    make_trailer(make_film("Fine"))
    in_trouble(make_film("Dead"), status="broken")
    in_trouble(make_film("Dying"))
    in_trouble(make_film("Known and hidden"), status="hidden")

    page = desk.get(f"{DESK}?show=trouble")

    assert set(listed(page)) == {"Dead", "Dying"}
    assert page.context["trouble_count"] == 2
    assert "Vimeo has no such video any more." in page.text


@pytest.mark.parametrize("words", ["defector", "DEFECTOR", "망명자", "Escape from", "  the   def "])
def test_a_film_is_found_by_title_or_headline(desk, words):
    film = make_film("The Defector", original_title="망명자")
    draft_review(film=film, headline="Escape from the North")
    make_film("Another")

    assert listed(desk.get(DESK, {"q": words})) == ["The Defector"]


def test_each_row_says_which_pieces_are_about_the_film_and_where_they_are(desk):
    film = make_film("Sunrise")
    live = live_review(film=film, headline="Two Humans")
    draft = draft_review(film=film, headline="Second look")

    page = desk.get(DESK).text

    assert f'href="{live.editions.get().get_absolute_url()}">Two Humans' in page
    assert f'href="{draft.desk_url}">Second look' in page


def test_trailers_stand_in_order_with_the_one_readers_see(desk):
    film = make_film(embargo_until=None)
    make_trailer(film, title="Dead", position=0, status="broken")
    make_trailer(film, title="Seen", position=1)
    make_trailer(film, title="Spare", position=2)
    make_trailer(film, title="Later", position=3, shown_from=datetime(2200, 1, 1, tzinfo=UTC))

    (row,) = desk.get(f"{DESK}?show=all").context["rows"]

    assert [(state.trailer.title, state.word) for state in row.trailers] == [
        ("Dead", "Broken, hidden"),
        ("Seen", "Shown"),
        ("Spare", "Next"),
        ("Later", "From 1 January 2200, 00:00 UTC"),
    ]


@pytest.mark.parametrize("page", ["2", "99", "0", "x"])
def test_any_page_number_shows_a_page(desk, page):
    for number in range(30):
        make_film(f"Film {number:02}")

    assert desk.get(DESK, {"page": page}).context["rows"]


def test_a_long_list_costs_no_more_queries_than_a_short_one(desk, django_assert_max_num_queries):
    for _ in range(12):
        review = live_review()
        make_trailer(review.film, status="broken")
        in_trouble(review.film)

    for show in ("without", "trouble", "all"):
        with django_assert_max_num_queries(22):
            desk.get(DESK, {"show": show})


# -- one save -------------------------------------------------------------------------------


def test_one_save_adds_what_was_pasted_into_any_row(desk, person):
    films = [make_film(f"Film {number}") for number in range(3)]

    page = save(
        desk,
        **{
            box(films[0]): "https://youtu.be/Zz-9_aB3xYq?t=9",
            box(films[2]): EMBED,
        },
    )

    first, third = films[0].trailers.get(), films[2].trailers.get()
    assert page.redirect_chain
    assert "2 trailers added." in told(page)
    assert (first.provider, first.video_id, first.start_seconds) == ("youtube", "Zz-9_aB3xYq", 9)
    assert (third.video_hash, third.title, third.uploader) == (
        "0f3a9c1d2e",
        "Night Train",
        "Studio",
    )
    assert not films[1].trailers.exists()
    assert listed(page) == ["Film 1"]


def test_what_is_right_is_saved_and_what_is_wrong_comes_back_as_typed(desk):
    right, wrong = make_film("Right"), make_film("Wrong")

    page = save(desk, **{box(right): "vimeo.com/50000001", box(wrong): "https://evil.org/x"})

    assert right.trailers.count() == 1
    assert listed(page) == ["Wrong"]
    assert "We take trailers from YouTube" in page.text
    assert 'value="https://evil.org/x"' in page.text
    assert "Error:" in page.text


def test_several_trailers_of_a_film_keep_the_order_in_which_they_came(desk):
    film = make_film()

    for number in ("50000001", "50000002", "50000003"):
        save(desk, f"{DESK}?show=all", **{box(film): f"vimeo.com/{number}"})

    assert [trailer.video_id[-1] for trailer in film.trailers.all()] == ["1", "2", "3"]


def test_a_video_on_this_film_or_another_says_so_with_a_link(desk):
    here, there = make_film("Here"), make_film("There")
    make_trailer(here, video_id="50000001", title="Known")
    other = make_trailer(there, video_id="50000002")

    again = save(desk, f"{DESK}?show=all", **{box(here): "vimeo.com/50000001"})
    also = save(desk, f"{DESK}?show=all", **{box(here): "vimeo.com/50000002"})

    assert any("Here has this trailer already." in sentence for sentence in told(again))
    assert here.trailers.count() == 2
    assert here.trailers.get(video_id="50000001").title == "Known"
    assert any("It is also a trailer of There." in sentence for sentence in told(also))
    assert other.film == there


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        (("2030-12-03", "09:00", "Asia/Seoul"), datetime(2030, 12, 3, 0, 0, tzinfo=UTC)),
        (("2030-12-03", "09:00", "UTC"), datetime(2030, 12, 3, 9, 0, tzinfo=UTC)),
    ],
)
def test_a_trailer_is_shown_from_a_moment_in_a_named_zone(desk, typed, moment):
    film = make_film()
    names = ("0", "1", "zone")
    when = {box(film, f"shown_from_{n}"): part for n, part in zip(names, typed, strict=True)}

    page = save(desk, **{box(film): "vimeo.com/50000001"}, **when)

    assert film.trailers.get().shown_from == moment
    assert any("Readers see it from" in sentence for sentence in told(page))


@pytest.mark.parametrize(
    "typed", [("2030-03-31", "02:30", "Europe/Paris"), ("2030-12-03", "", "UTC"), ("", "9:00", "")]
)
def test_a_moment_that_is_none_comes_back_with_the_reason(desk, typed):
    film = make_film()
    names = ("0", "1", "zone")
    when = {box(film, f"shown_from_{n}"): part for n, part in zip(names, typed, strict=True)}

    page = save(desk, **{box(film): "vimeo.com/50000001"}, **when)

    assert not film.trailers.exists()
    assert page.context["rows"][0].form.errors["shown_from"]
    assert 'value="vimeo.com/50000001"' in page.text


@pytest.mark.parametrize(("tick", "is_shown"), [({}, False), ({"despite_embargo": "on"}, True)])
def test_before_the_embargo_lifts_nothing_is_shown_unless_ticked(desk, tick, is_shown):
    film = make_film(embargo_until=timezone.now() + timedelta(days=2))
    ticks = {box(film, name): value for name, value in tick.items()}

    page = save(desk, **{box(film): "vimeo.com/50000001"}, **ticks)

    assert Trailer.objects.shown(timezone.now()).exists() is is_shown
    assert any("Readers see it from" in sentence for sentence in told(page)) is not is_shown


def test_saving_nothing_says_so(desk):
    make_film()

    assert told(save(desk)) == ["Nothing was pasted, so nothing was saved."]


@pytest.mark.parametrize("ids", [["x"], ["-1"], ["9" * 30], ["999999"], ["1\x00"], []])
def test_no_number_of_a_film_breaks_it(desk, ids):
    assert desk.post(DESK, {"film": ids, "_save": ""}, follow=True).status_code == 200


# -- another film ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("film", "year"),
    [
        ("Sunrise (1927)", ""),
        ("Sunrise, 1927", ""),
        ("sunrise", "1927"),
        ("  Sunrise   (1927) ", ""),
        ("일출", ""),
    ],
)
def test_a_film_is_found_as_people_write_it(desk, film, year):
    known = make_film("Sunrise", year=1927, original_title="일출")

    save(desk, **{"other-film": film, "other-year": year, "other-trailer": "vimeo.com/50000001"})

    assert known.trailers.count() == 1
    assert Film.objects.count() == 1


@pytest.mark.parametrize("typed", ["Sunrise (1927)", "sunrise: a song of two humans", "일출, 1927"])
def test_a_subtitle_may_be_left_out_with_the_year(desk, typed):
    known = make_film("Sunrise: A Song of Two Humans", year=1927, original_title="일출")

    save(desk, **{"other-film": typed, "other-trailer": "vimeo.com/50000001"})

    assert known.trailers.count() == 1


@pytest.mark.parametrize("typed", ["General (1926)", "the general (1926)", "The  General, 1926"])
def test_an_article_may_be_left_out_with_the_year(desk, typed):
    known = make_film("The General", year=1926)

    save(desk, **{"other-film": typed, "other-trailer": "vimeo.com/50000001"})

    assert known.trailers.count() == 1


def test_a_film_of_another_year_is_another_film(desk):
    make_film("Sunrise: A Song of Two Humans", year=1927)

    save(desk, **{"other-film": "Sunrise (2014)", "other-trailer": "vimeo.com/50000001"})

    assert Film.objects.get(year=2014).trailers.count() == 1


@pytest.mark.parametrize(
    ("typed", "year", "title"),
    [
        ("Blade Runner 2049 (2017)", "", "Blade Runner 2049"),
        ("1917, 2019", "", "1917"),
        ("1917", "2019", "1917"),
        ("“The Zone” (1999)", "", "The Zone"),
    ],
)
def test_a_film_not_found_is_added_by_title_and_year_in_the_same_step(desk, typed, year, title):
    save(desk, **{"other-film": typed, "other-year": year, "other-trailer": EMBED})

    film = Film.objects.get()
    assert film.title == title
    assert film.year
    assert film.trailers.get().title == "Night Train"


@pytest.mark.parametrize(
    ("film", "year", "sentence"),
    [
        ("Nobody", "", "write its year to add it"),
        ("Twin", "", "Several films are called so"),
        ("Nobody", "12", "greater than or equal to 1870"),
        ("x" * 290, "1999", "too long for a film"),
        ("", "", "Say which film it is a trailer of."),
    ],
)
def test_a_film_that_is_unclear_is_asked_about(desk, film, year, sentence):
    make_film("Twin", year=1934)
    make_film("Twin", year=1950)

    page = save(
        desk, **{"other-film": film, "other-year": year, "other-trailer": "vimeo.com/50000001"}
    )

    assert sentence in page.text
    assert Film.objects.count() == 2
    assert not Trailer.objects.exists()


# -- lines ----------------------------------------------------------------------------------

LINES = """\
Sunrise (1927), https://vimeo.com/50000001

A Headline of Ours\thttps://youtu.be/Zz-9_aB3xYq
New Film (1999); https://vimeo.com/50000002
new film (1999) https://vimeo.com/50000003
Hello, Dolly! (1969), https://vimeo.com/50000004
Nobody, https://vimeo.com/50000005
Sunrise (1927), https://evil.org/x
no address at all
"""


@pytest.fixture
def known_films():
    draft_review(film=make_film("Ours"), headline="A Headline of Ours")
    return make_film("Sunrise", year=1927)


def test_lines_are_first_told_and_not_done(desk, known_films):
    page = desk.post(DESK, {"lines": LINES, "_preview": ""})

    told_lines = [
        (line.film_words if not line.refusal else "", line.refusal)
        for line in page.context["lines"]
    ]
    assert [film for film, _ in told_lines] == [
        "Sunrise (1927)",
        "Ours",
        "New Film (1999)",
        "new film (1999)",
        "Hello, Dolly! (1969)",
        *("", "", ""),
    ]
    assert "write its year" in told_lines[5][1]
    assert "We take trailers" in told_lines[6][1]
    assert "a comma" in told_lines[7][1]
    assert not Trailer.objects.exists()
    assert Film.objects.count() == 2


def test_then_they_are_done_and_what_was_refused_stays_to_be_mended(desk, known_films):
    page = desk.post(DESK, {"lines": LINES, "_lines": ""})

    trailers = {str(trailer.film): trailer.video_id[-1] for trailer in Trailer.objects.all()}
    assert trailers == {
        "Sunrise (1927)": "1",
        "Ours": "q",
        "New Film (1999)": "3",
        "Hello, Dolly! (1969)": "4",
    }
    assert Film.objects.get(title="New Film").trailers.count() == 2
    assert page.context["text"].split("\n") == LINES.strip().split("\n")[-3:]
    assert "5 trailers added." in told(page)


def test_lines_that_are_all_right_leave_an_empty_box(desk, known_films):
    page = desk.post(DESK, {"lines": LINES.split("\n")[0], "_lines": ""}, follow=True)

    assert page.redirect_chain
    assert page.context["text"] == ""


@pytest.mark.parametrize("text", ["", "\n\n", ",", "<", "a," * 999, "\x00", "x\n" * 500])
def test_no_lines_break_it(desk, text):
    for button in ("_preview", "_lines"):
        assert desk.post(DESK, {"lines": text, button: ""}, follow=True).status_code == 200


# -- today, asking again, single trailers ---------------------------------------------------


def test_what_i_did_today_leads_to_the_pages(client, desk, person):
    review = live_review(film=make_film("Sunrise"))
    save(desk, **{box(review.film): "vimeo.com/50000001"})

    other = one_of("Trailer desk")
    (mine,) = desk.get(DESK).context["done"]
    client.force_login(other)

    assert mine.trailer.film == review.film
    assert mine.address == review.editions.get().get_absolute_url()
    assert client.get(DESK).context["done"] == []


def test_a_provider_is_asked_again_at_the_press_of_a_button(
    desk, provider, django_capture_on_commit_callbacks
):
    trailer = in_trouble(make_film(), status="broken")

    with django_capture_on_commit_callbacks(execute=True):
        page = desk.post(f"{DESK}?show=trouble", {"_ask": str(trailer.pk)}, follow=True)

    trailer.refresh_from_db()
    assert "Vimeo is being asked" in told(page)[0]
    assert (trailer.status, trailer.title) == ("ok", "Night Train")


def test_a_saved_trailer_is_asked_for_once_the_save_stands(
    desk, provider, django_capture_on_commit_callbacks
):
    film = make_film()

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        save(desk, **{box(film): "vimeo.com/50000001"})
        asked_before = list(provider.asked)

    assert callbacks
    assert asked_before == []
    assert film.trailers.get().uploader == "Studio"


@pytest.mark.parametrize("number", ["0", "x", "99999", "²", ""])
def test_asking_for_no_trailer_is_told(desk, number):
    page = desk.post(DESK, {"_ask": number}, follow=True)

    assert told(page) == ["This trailer is there no more."]


def test_a_single_trailer_can_be_captioned_with_its_history_in_sight(desk):
    trailer = in_trouble(make_film())
    address = trailer.admin_url
    page = desk.get(address).text

    fields = form_of(desk, address) | {"title": "Typed", "uploaded_on": "2013-03-05"}
    answer = desk.post(address, fields)

    trailer.refresh_from_db()
    assert "Vimeo has no such video any more." in page
    assert answer.headers["Location"] == DESK
    assert (trailer.title, str(trailer.uploaded_on)) == ("Typed", "2013-03-05")


@pytest.mark.parametrize("where", ["trailer", "film"])
def test_a_saved_trailers_moment_has_its_zone_and_stays_when_nothing_is_typed(client, where):
    moment = datetime(2030, 12, 3, 9, 0, 30, tzinfo=UTC)
    trailer = make_trailer(make_film(), shown_from=moment)
    client.force_login(one_of("Editor"))
    film = f"/admin/reviews/film/{trailer.film_id}/change/"
    address, prefix = (trailer.admin_url, "") if where == "trailer" else (film, "trailers-0-")
    fields = form_of(client, address)

    client.post(address, fields)
    trailer.refresh_from_db()
    kept = trailer.shown_from
    zone = {f"{prefix}shown_from_zone": "Asia/Seoul", "version": "2"}
    client.post(address, fields | zone)
    trailer.refresh_from_db()

    assert fields[f"{prefix}shown_from_zone"] == "UTC"
    assert kept == moment
    assert trailer.shown_from == moment - timedelta(hours=9)


def test_a_writer_changes_no_trailer_of_a_film_that_is_public(client):
    trailer = make_trailer(live_review().film, title="As it was")
    client.force_login(one_of("Writer"))
    address = trailer.admin_url

    answers = [
        client.post(address, {"title": "Mine", "status": "hidden"}).status_code,
        client.post(f"{address[: -len('change/')]}delete/", {"post": "yes"}).status_code,
    ]

    trailer.refresh_from_db()
    assert answers == [403, 403]
    assert trailer.title == "As it was"


# -- at once --------------------------------------------------------------------------------


def test_a_paste_is_told_at_once_with_provider_caption_and_known_still(desk):
    film = make_film("Sunrise")
    still = make_picture()
    make_trailer(film, video_id="50000001", poster=still, title="Stored")

    told = desk.post(READ, {"text": EMBED, "film": str(film.pk)}).json()

    assert told["key"] == "vimeo:50000001:0f3a9c1d2e"
    assert "Night Train</bdi></a> from" in told["html"]
    assert "Vimeo <code>50000001</code>" in told["html"]
    assert still.url in told["html"]
    assert "This film has this trailer already." in told["html"]


def test_a_paste_that_is_elsewhere_already_says_so_with_a_link(desk):
    other = make_trailer(make_film("Sunrise"), video_id="50000001", title="Stored")

    told = desk.post(READ, {"text": "vimeo.com/50000001"}).json()

    assert f'It is also a trailer of <a href="{other.admin_url}">Sunrise</a>' in told["html"]
    assert "Stored" in told["html"]


@pytest.mark.parametrize("text", ["", "x", "https://evil.org/", "\x00", "<" * 20_000])
def test_a_paste_that_is_none_is_refused_in_words(desk, text):
    told = desk.post(READ, {"text": text}).json()

    assert told["refusal"].endswith(".")
    assert not Trailer.objects.exists()


def test_words_of_an_embed_code_are_never_html(desk):
    code = EMBED.replace("Night Train", "&lt;img src=x onerror=alert(1)&gt;")

    told = desk.post(READ, {"text": code}).json()

    assert "<img src=x" not in told["html"]
    assert "&lt;img src=x" in told["html"]


def test_reading_is_a_post(desk):
    assert desk.get(READ).status_code == 405
