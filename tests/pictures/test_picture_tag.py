"""What readers' pages say of a picture: every screen takes the file that fits it."""

import html5lib
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext

from bench.photographs import photograph
from pictures.models.picture import Picture
from pictures.renditions import make
from pictures.shown import thumbnail_url
from tests.factories import (
    live_review,
    make_author,
    make_film,
    make_picture,
    picture_bytes,
    rendered_picture,
)
from tests.pictures.files import plain, saved

pytestmark = pytest.mark.django_db

PHOTOGRAPH = saved(photograph((700, 500)), "JPEG")


def rendered(picture, arguments='"card" sizes="20rem"'):
    """The `picture` element that the tag makes."""
    template = engines["django"].from_string("{% load pictures %}{% picture p " + arguments + " %}")
    html = template.render({"p": picture})
    assert "style=" not in html
    return html5lib.parseFragment(html, namespaceHTMLElements=False).find("picture")


def addresses(srcset: str) -> dict[str, str]:
    return {width: address for address, width in (one.split(" ") for one in srcset.split(", "))}


def test_until_there_are_renditions_the_kept_file_is_shown():
    picture = make_picture()

    element = rendered(picture)

    image = element.find("img")
    assert element.findall("source") == []
    assert (image.get("src"), image.get("srcset")) == (picture.url, None)
    assert (image.get("width"), image.get("height")) == ("60", "40")


def test_each_browser_is_offered_its_best_format_in_every_width_there_is():
    picture = rendered_picture(PHOTOGRAPH)

    element = rendered(picture)

    sources, image = element.findall("source"), element.find("img")
    offered = [(source.get("type"), source.get("srcset")) for source in sources]
    assert [kind for kind, _srcset in offered] == ["image/avif", "image/webp"]
    for srcset in (*dict(offered).values(), image.get("srcset")):
        assert list(addresses(srcset)) == ["160w", "320w", "640w"]
        for address in addresses(srcset).values():
            assert default_storage.exists(address.removeprefix(default_storage.base_url))
    assert image.get("src").endswith("card-50-50-640.jpg")
    assert (image.get("width"), image.get("height")) == ("640", "427")


@pytest.mark.parametrize("shape", ["native", "lead", "card", "poster", "square"])
def test_width_and_height_keep_the_place_in_every_shape(shape):
    picture = rendered_picture(PHOTOGRAPH)
    ratio = {"native": 1.4, "lead": 1.85, "card": 1.5, "poster": 2 / 3, "square": 1}[shape]

    image = rendered(picture, f'"{shape}" sizes="9rem"').find("img")

    assert int(image.get("width")) / int(image.get("height")) == pytest.approx(ratio, rel=0.01)


def test_the_picture_of_the_first_view_comes_first_and_all_others_when_they_are_needed():
    picture = rendered_picture(PHOTOGRAPH)

    first = rendered(picture, '"lead" sizes="50rem" high=True')
    later = rendered(picture, '"lead" sizes="50rem"')

    assert first.find("img").get("fetchpriority") == "high"
    assert first.find("img").get("loading") is None
    assert first.find("source").get("sizes") == "50rem"
    assert later.find("img").get("loading") == "lazy"
    assert later.find("source").get("sizes") == "auto, 50rem"


@pytest.mark.parametrize(
    ("arguments", "alt"), [("", "Water & <sand>"), ('alt=""', ""), ('alt="A card"', "A card")]
)
def test_its_words_are_its_own_unless_the_page_has_better_ones(arguments, alt):
    picture = make_picture(alt="Water & <sand>")

    assert rendered(picture, f'"card" sizes="9rem" {arguments}').find("img").get("alt") == alt


@pytest.mark.parametrize(
    ("colour", "classes"),
    [
        ("#35507a", "tr-3 tg-5 tb-7"),
        ("#000000", "tr-0 tg-0 tb-0"),
        ("#ffffff", "tr-15 tg-15 tb-15"),
    ],
)
def test_its_mean_colour_stands_in_its_place_by_classes_alone(colour, classes):
    picture = make_picture()
    picture.colour = colour

    assert f"tone {classes}" in rendered(picture).find("img").get("class")


def test_behind_a_picture_that_one_sees_through_there_is_no_colour():
    picture = rendered_picture(saved(plain("RGBA", (9, 9, 9, 0)), "PNG"))

    image = rendered(picture).find("img")

    assert "tone" not in image.get("class")
    assert image.get("src").endswith(".png")


def test_until_the_new_cuts_are_made_the_old_ones_are_shown():
    picture = rendered_picture(PHOTOGRAPH)
    picture.focal_x = 10
    picture.save()

    before = rendered(Picture.objects.get()).find("img").get("src")
    make(picture)
    after = rendered(Picture.objects.get()).find("img").get("src")

    assert "card-50-50-" in before
    assert "card-10-50-" in after


def test_thumbnails_at_the_desk_are_small_as_soon_as_they_can_be():
    picture = make_picture(PHOTOGRAPH)

    before = thumbnail_url(picture)
    make(picture)

    assert before == picture.url
    assert thumbnail_url(picture).endswith("-native-480.webp")


def test_the_social_card_is_1200_by_630_once_it_is_made(client):
    picture = make_picture(picture_bytes((1_400, 1_000)))
    live_review(slug="piece", lead_picture=picture)

    before = client.get("/reviews/piece/").text
    make(picture)
    after = client.get("/reviews/piece/").text

    assert f'og:image" content="http://localhost:8000{picture.url}"' in before
    assert "1-social-50-50-1200.jpg" in after
    assert '<meta property="og:image:width" content="1200">' in after
    assert '<meta property="og:image:height" content="630">' in after


def test_a_page_has_one_picture_of_high_priority_and_it_is_not_lazy(client):
    live_review(
        slug="piece",
        lead_picture=rendered_picture(),
        film=make_film(poster=rendered_picture()),
        authors=[make_author(bio="<p>Bio</p>", photo=rendered_picture())],
        body=f'<p>Text</p><figure data-picture="{rendered_picture().pk}"></figure>',
    )

    for path in ("/reviews/piece/", "/"):
        page = html5lib.parse(client.get(path).text, namespaceHTMLElements=False)
        images = [image for image in page.iter("img") if image.get("fetchpriority")]
        assert len(images) == 1
        assert images[0].get("loading") is None


def test_lists_of_pictures_ask_no_query_for_their_files(client):
    for _ in range(3):
        live_review(lead_picture=rendered_picture())

    with CaptureQueriesContext(connection) as captured:
        page = client.get("/reviews/").text

    assert page.count("<picture>") == 3
    assert page.count("card-50-50-60.jpg") == 6
    assert len(captured) <= 4
