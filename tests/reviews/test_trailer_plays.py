"""A reader and a trailer: nothing of the provider's before the click, everything after it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from reviews.models.trailer import Trailer
from tests.factories import live_review, make_film, make_picture, make_trailer

PEERTUBE = "ptvideoexampinbaqtzx"
VIDEOS = [
    ("youtube", "Zz-9_aB3xYq", "https://www.youtube-nocookie.com/embed/Zz-9_aB3xYq?autoplay=1"),
    ("vimeo", "50000001", "https://player.vimeo.com/video/50000001?dnt=1&autoplay=1"),
    ("streamable", "ab12c", "https://streamable.com/e/ab12c?autoplay=1"),
    (
        "dailymotion",
        "x8abc12",
        "https://geo.dailymotion.com/player/xkdl1.html?video=x8abc12&autoplay=1",
    ),
]


def page_address(**fields):
    film = make_film("Safety Last!", year=1923)
    made_up = {"title": "Night Train", "poster": make_picture(), "uploader": "Studio"}
    make_trailer(film, **{**made_up, **fields})
    return live_review(film=film).editions.get().get_absolute_url()


@pytest.fixture(autouse=True)
def _a_player_of_our_own(settings):
    settings.DAILYMOTION_PLAYER_ID = "xkdl1"


@pytest.fixture
def open_page(chromium, live_server):
    """Opens a page; `page.hosts` fills with every host asked. Players are played by us."""
    contexts, complaints = [], []

    def answer(route):
        route.fulfill(body="<!doctype html><title>Player</title><button>Pause</button>")

    def open_it(address, **options):
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        context.route(lambda url: not url.startswith(live_server.url), answer)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


def foreign(page):
    own = page.url.split("/")[2]
    return [request for request in page.asked if request.url.split("/")[2] != own]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("provider", "video_id", "player"), VIDEOS)
def test_only_after_the_click_the_players_host_is_asked(open_page, provider, video_id, player):
    page = open_page(page_address(provider=provider, video_id=video_id))
    before = foreign(page)

    page.get_by_role("button", name="Play trailer: Night Train").click()
    page.frame_locator(".trailer-frame").get_by_role("button", name="Pause").wait_for()

    asked = foreign(page)
    assert before == []
    assert [request.url for request in asked] == [player]
    # The origin alone: enough for YouTube's player, which shows an error without any.
    assert asked[0].all_headers()["referer"] == page.url.split("/reviews/")[0] + "/"


@pytest.mark.django_db(transaction=True)
def test_a_trailer_is_played_by_keyboard_alone_and_the_player_gets_the_focus(open_page):
    page = open_page(page_address())
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.trailer-screen')"):
            break

    page.keyboard.press("Enter")
    page.locator(".trailer-frame").wait_for()

    focused = "document.activeElement.tagName + ' ' + document.activeElement.title"
    assert page.evaluate(focused) == "IFRAME Night Train, on Vimeo"


@pytest.mark.django_db(transaction=True)
def test_a_video_in_the_text_plays_the_same_way(open_page):
    body = '<p>Watch.</p><figure data-video="vimeo:50000001:0f3a9c1d2e"></figure>'
    page = open_page(live_review(body=body).editions.get().get_absolute_url())
    before = foreign(page)

    page.get_by_role("button", name="Play video").click()
    page.frame_locator(".trailer-frame").get_by_role("button", name="Pause").wait_for()

    player = "https://player.vimeo.com/video/50000001?dnt=1&h=0f3a9c1d2e&autoplay=1"
    assert before == []
    assert [request.url for request in foreign(page)] == [player]
    assert page.locator(".trailer-frame").get_attribute("title") == "Video on Vimeo"


@pytest.mark.django_db(transaction=True)
def test_each_trailer_of_a_film_plays_in_its_own_place(open_page):
    film = make_film()
    for title in ("First", "Second"):
        make_trailer(film, title=title)
    live_review(film=film)
    page = open_page(film.get_absolute_url())

    page.get_by_role("button", name="Play trailer: Second").click()
    page.locator(".trailer-frame").wait_for()

    assert page.locator(".trailer-frame").get_attribute("title") == "Second, on Vimeo"
    assert page.get_by_role("button", name="Play trailer: First").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_scripts_a_trailer_is_a_link_to_its_provider(open_page):
    page = open_page(page_address(video_id="50000001"), java_script_enabled=False)

    link = page.get_by_role("link", name="Play trailer: Night Train")

    assert link.get_attribute("href") == "https://vimeo.com/50000001"
    assert foreign(page) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_button_is_large_accessible_and_moves_nothing(open_page, scheme, width):
    viewport = {"width": width, "height": 900}
    page = open_page(page_address(), viewport=viewport, color_scheme=scheme)

    box = page.get_by_role("button", name="Play trailer").bounding_box()
    faults = Axe().run(page, context=".trailer", options={"preload": False}).response
    page.get_by_role("button", name="Play trailer").click()
    frame = page.locator(".trailer-frame").bounding_box()

    assert faults["violations"] == []
    assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert frame["width"] == box["width"]
    assert frame["height"] == max(box["height"], 200)


@pytest.mark.django_db(transaction=True)
def test_on_paper_stands_the_address_and_no_screen(open_page):
    page = open_page(page_address(video_id="50000001"))
    page.emulate_media(media="print")

    figure = page.locator("figure.trailer")

    assert "https://vimeo.com/50000001" in figure.inner_text()
    assert not page.locator(".trailer-screen").is_visible()


@pytest.mark.django_db
@pytest.mark.parametrize(("provider", "video_id", "player"), VIDEOS)
def test_the_policy_lets_every_player_into_a_frame(client, provider, video_id, player):
    policy = client.get("/").headers["Content-Security-Policy"]

    frames = next(part for part in policy.split("; ") if part.startswith("frame-src"))
    assert "/".join(player.split("/")[:3]) in frames.split()


@pytest.mark.django_db
def test_the_caption_says_title_uploader_day_and_what_playing_loads(client):
    address = page_address(
        uploaded_on="2013-03-05", uploader_url="https://vimeo.com/studio", duration_seconds=75
    )

    page = client.get(address).text
    figure = page[page.index('<figure class="trailer"') :]
    figure = figure[: figure.index("</figure>")]

    assert "Night Train</bdi></a> from" in figure
    assert "Studio</bdi></a> on Vimeo." in figure
    assert "5 March 2013</time>. Playing loads vimeo.com" in " ".join(figure.split())
    assert "1:15" in figure


@pytest.mark.django_db
def test_a_card_with_a_link_says_where_it_leads_and_has_no_player(client):
    page = client.get(page_address(provider="imdb", video_id="vi2959588889")).text

    assert "Opens imdb.com" in page
    assert "data-player" not in page


@pytest.mark.django_db
def test_pages_without_a_trailer_load_no_script_for_one(client):
    review = live_review()
    film = review.editions.get().film

    pages = [client.get(thing.get_absolute_url()).text for thing in (review.editions.get(), film)]
    with_one = client.get(page_address()).text

    assert "trailer.js" in with_one
    assert not any("trailer.js" in page for page in pages)
    assert "trailer.js" not in client.get(reverse("home")).text


@pytest.mark.parametrize(
    ("seconds", "told"), [(None, ""), (0, ""), (9, "0:09"), (75, "1:15"), (3723, "1:02:03")]
)
def test_a_length_is_told_as_players_tell_it(seconds, told):
    assert Trailer(duration_seconds=seconds).duration_told == told
