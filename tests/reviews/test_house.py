"""A site's own colours and its manifest."""

import json

import pytest

from publishing.models.site_settings import SiteSettings
from tests.desk import form_of, post

pytestmark = pytest.mark.django_db

SETTINGS = "/admin/publishing/sitesettings/1/change/"


def test_colours_chosen_at_the_desk_reach_every_page(desk):
    typed = form_of(desk, SETTINGS) | {"house_colour": "#3b0a1e", "link_colour": "#7a1133"}

    post(desk, SETTINGS, typed)

    page = desk.get("/").text
    assert '<link rel="stylesheet" href="/palette.css?v=3b0a1effd54a7a1133">' in page
    assert 'name="theme-color" content="#3b0a1e"' in page
    sheet = desk.get("/palette.css?v=3b0a1effd54a7a1133")
    assert "--house: #3b0a1e;" in sheet.text
    assert "--link: #7a1133;" in sheet.text
    assert sheet.headers["Content-Type"].startswith("text/css")


def test_the_house_style_itself_costs_no_further_file(client):
    assert "palette.css" not in client.get("/").text


def test_a_colour_that_cannot_be_read_is_refused_beside_its_field(desk):
    typed = form_of(desk, SETTINGS) | {"house_colour": "#ffee00"}

    answer = post(desk, SETTINGS, typed)

    assert "readers need 7. Choose a darker one." in answer.text
    assert SiteSettings.objects.get().house_colour == "#101b33"


def test_the_manifest_tells_name_colours_and_icons(client):
    SiteSettings.objects.update(name="The “Screen”", house_colour="#3b0a1e")

    answer = client.get("/site.webmanifest")

    told = json.loads(answer.text)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["theme_color"]) == ("The “Screen”", "#3b0a1e")
    assert [icon["sizes"] for icon in told["icons"]] == ["192x192", "512x512"]
