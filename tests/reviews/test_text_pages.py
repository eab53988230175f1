"""About, contact, imprint: written at the desk, read at the first level of the site."""

import pytest

from publishing.models.site_settings import SiteSettings
from publishing.models.text_page import TextPage
from tests.desk import form_of, post
from tests.factories import make_picture

pytestmark = pytest.mark.django_db


def make_page(title: str = "About us", **fields) -> TextPage:
    return TextPage.objects.create(title=title, **fields)


def test_a_page_typed_at_the_desk_is_read_at_its_address_and_stands_in_the_footer(desk):
    typed = {"title": "About us", "body": "<p>We are <em>four</em>.</p>"}

    post(desk, "/admin/publishing/textpage/add/", typed)

    page = desk.get("/about-us/").text
    assert "<h1>About us</h1>" in page
    assert "<p>We are <em>four</em>.</p>" in page
    assert '<a href="/about-us/">About us</a>' in desk.get("/").text


def test_its_figures_are_shown(client):
    picture = make_picture(alt="The four of us")
    make_page(body=f'<figure data-picture="{picture.pk}"></figure>')

    page = client.get("/about-us/").text

    assert picture.url in page
    assert 'alt="The four of us"' in page


def test_a_page_that_is_not_public_is_nowhere(client):
    make_page("Plans", is_public=False)

    assert client.get("/plans/").status_code == 404
    assert "Plans" not in client.get("/").text


def test_the_footer_follows_titles_positions_and_deletion(client):
    first, second = make_page("First", position=2), make_page("Second", position=1)
    hidden = make_page("Hidden", in_footer=False)
    assert [row["title"] for row in SiteSettings.objects.get().footer] == ["Second", "First"]

    second.title = "Renamed"
    second.save()
    first.delete()

    assert [row["title"] for row in SiteSettings.objects.get().footer] == ["Renamed"]
    assert client.get(hidden.get_absolute_url()).status_code == 200


def test_a_page_that_moved_is_found_at_its_old_address(desk):
    page = make_page("About us")
    address = f"/admin/publishing/textpage/{page.pk}/change/"

    post(desk, address, form_of(desk, address) | {"slug": "who-we-are"})

    answer = desk.get("/about-us/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/who-we-are/")


TAKEN = (
    *("admin", "reviews", "articles", "films", "people", "authors", "tags", "archive"),
    *("media", "static", "preview", "as-of", "feed"),
)


@pytest.mark.parametrize("slug", TAKEN)
def test_no_page_takes_an_address_of_the_site(desk, slug):
    typed = {"title": "Mine", "slug": slug}

    answer = post(desk, "/admin/publishing/textpage/add/", typed)

    assert "The site itself uses this address" in answer.text
    assert not TextPage.objects.exists()


@pytest.mark.parametrize("title", ["Reviews", "Static", "Feed"])
def test_a_title_that_makes_such_an_address_gets_another_one(client, title):
    page = make_page(title)

    assert page.slug == f"{title.lower()}-page"
    assert f"<h1>{title}</h1>" in client.get(page.get_absolute_url()).text


@pytest.mark.parametrize("slug", ["소개", "über-uns", "من-نحن"])
def test_addresses_may_be_of_any_script(client, slug):
    make_page(slug=slug)

    assert client.get(f"/{slug}/").status_code == 200


def test_what_is_dangerous_is_cleaned_whatever_way_it_comes(client):
    make_page(body="<p onclick=x>Text<script>alert(1)</script></p>")

    assert TextPage.objects.get().body == "<p>Text</p>"
