"""Every way a WordPress site could be asked for something, and what answers it here."""

import pytest

from reviews.models.review import Review
from reviews.publish import withdraw
from tests.factories import picture_bytes
from tests.moving import wxr
from tests.moving.wxr import SITE, attachment, bring, bring_items, category, item, tag

pytestmark = pytest.mark.django_db

FILE = f"{SITE}/wp-content/uploads/2013/03/still.png"


@pytest.fixture
def moved(tmp_path, client):
    """A site that moved: a review with a picture, a page, a category below another, a tag."""
    folder = tmp_path / "media" / "2013" / "03"
    folder.mkdir(parents=True)
    (folder / "still.png").write_bytes(picture_bytes())
    bring_items(
        tmp_path,
        category("world", "World cinema", id=4),
        category("korea", "Korea", parent="world", id=5),
        tag("봉준호", "봉준호"),
        item(
            12,
            "Film Review: ‘The Defector’",
            "Text",
            slug="the-defector",
            terms=[("category", "korea", "Korea"), ("post_tag", "봉준호", "봉준호")],
        ),
        item(13, "About", "Us", kind="page", slug="about", link=f"{SITE}/company/about/"),
        attachment(9, FILE, parent=12, slug="still"),
        media=tmp_path / "media",
    )
    return client


REVIEW = "/reviews/the-defector/"
HOMES = {
    "/2013/03/the-defector/": REVIEW,
    "/2013/03/the-defector": REVIEW,
    "/2013/03/the-defector/?utm_source=x&fbclid=y": f"{REVIEW}?utm_source=x&fbclid=y",
    "/2013/03/the-defector/amp/": REVIEW,
    "/2013/03/the-defector/feed/": REVIEW,
    "/2013/03/the-defector/page/2/": REVIEW,
    "/2013/03/the-defector/2/": REVIEW,
    "/2013/03/the-defector/comment-page-3/": REVIEW,
    "/index.php/2013/03/the-defector/": REVIEW,
    "/?p=12": REVIEW,
    "/?p=12&utm_campaign=z": REVIEW,
    "/?utm_campaign=z&p=12": REVIEW,
    "/still/": REVIEW,
    "/?attachment_id=9": REVIEW,
    "/company/about/": "/about/",
    "/company/about": "/about/",
    "/?page_id=13": "/about/",
    "/?p=13": "/about/",
    "/category/korea/": "/tags/korea/",
    "/category/world/korea/": "/tags/korea/",
    "/category/world/korea/page/2/": "/tags/korea/",
    "/category/korea/feed/": "/tags/korea/feed/",
    "/?cat=5": "/tags/korea/",
    "/tag/%EB%B4%89%EC%A4%80%ED%98%B8/": "/tags/%EB%B4%89%EC%A4%80%ED%98%B8/",
    "/tag/%eb%b4%89%ec%a4%80%ed%98%b8": "/tags/%EB%B4%89%EC%A4%80%ED%98%B8/",
    "/author/ana/": "/authors/ana-reyes/",
    "/author/ana/page/4/": "/authors/ana-reyes/",
    "/author/ana/feed/": "/authors/ana-reyes/feed/",
    "/?author=7": "/authors/ana-reyes/",
    "/2013/": "/archive/2013/",
    "/2013/03/": "/archive/2013/3/",
    "/2013/03": "/archive/2013/3/",
    "/2013/03/29/": "/archive/2013/3/",
    "/2013/03/page/2/": "/archive/2013/3/",
    "/?m=201303": "/archive/2013/3/",
    "/?feed=rss2": "/feed/",
}


@pytest.mark.parametrize(("old", "new"), HOMES.items(), ids=HOMES)
def test_an_old_address_leads_to_the_new_one_for_good(moved, old, new):
    answer = moved.get(old)

    assert answer.status_code == 301
    assert answer.headers["Location"] == new
    assert moved.get(new).status_code == 200


@pytest.mark.parametrize("size", ["", "-300x200", "-scaled"])
def test_a_file_is_found_in_whatever_size_it_was_asked_for(moved, size):
    answer = moved.get(f"/wp-content/uploads/2013/03/still{size}.png")

    assert answer.status_code == 301
    assert answer.headers["Location"].startswith("/media/pictures/")


@pytest.mark.parametrize(
    "address",
    [
        *("/2012/", "/2013/04/", "/2013/13/", "/?p=99", "/?m=201204", "/category/none/"),
        *("/2013/03/never/", "/wp-content/uploads/2013/03/other.png", "/?p=", "/wp-login.php"),
        *("/author/nobody/", "/?p=12%00", "/2013/03/the-defector/x/y/"),
    ],
)
def test_what_never_was_is_not_found_and_the_front_page_is_itself(moved, address):
    answer = moved.get(address)

    assert answer.status_code == (200 if address.startswith("/?") else 404)


def test_what_was_withdrawn_since_is_gone(moved):
    withdraw(Review.objects.get(), by=None)

    assert moved.get("/2013/03/the-defector/").status_code == 410
    assert moved.get("/?p=12").status_code == 410


def test_a_site_below_a_folder_keeps_its_addresses_too(tmp_path, client):
    site = "https://old.example/blog"
    post = item(12, "Interview", "Text", slug="interview", site=site)
    bring(wxr.write(tmp_path / "export.xml", wxr.export(post, site=site)))

    homes = {
        "/blog/2013/03/interview/": "/articles/interview/",
        "/blog/?p=12": "/articles/interview/",
        "/blog/2013/03/": "/archive/2013/3/",
        "/blog/author/ana/": "/authors/ana-reyes/",
        "/blog/": "/",
        "/blog": "/",
    }
    assert {old: client.get(old).headers.get("Location") for old in homes} == homes


def test_a_moved_page_is_asked_for_in_few_queries(moved, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        answer = moved.get("/2013/03/the-defector/?utm_source=x")

    assert answer.status_code == 301
