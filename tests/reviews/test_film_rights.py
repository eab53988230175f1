"""Who may change what of a film, by hand-made posts."""

import pytest
from django.contrib.auth.models import Group

from reviews.models.film import Film
from reviews.models.trailer import Trailer
from tests.desk import form_of, post
from tests.factories import live_review, make_film, make_trailer, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "https://vimeo.com/50000001/0f3a9c1d2e"


def sign_in(client, role):
    user = make_user()
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def form_address(film):
    return f"/admin/reviews/film/{film.pk}/change/"


def public_film():
    film = make_film("Low Tide", year=2001)
    live_review(film=film)
    return film


def test_the_trailer_desk_pastes_a_trailer_and_changes_no_fact(client):
    film = public_film()
    sign_in(client, "Trailer desk")
    typed = {"trailer_paste": ADDRESS, "title": "Forged", "year": "1999", "slug": "forged"}

    response = post(client, form_address(film), form_of(client, form_address(film)) | typed)

    film.refresh_from_db()
    assert response.status_code == 200
    assert Trailer.objects.get().video_id == "50000001"
    assert (film.title, film.year, film.slug) == ("Low Tide", 2001, "low-tide-2001")


def test_the_trailer_desk_corrects_and_hides_a_trailer(client):
    film = public_film()
    make_trailer(film, title="Old")
    sign_in(client, "Trailer desk")
    typed = {"trailers-0-title": "New", "trailers-0-status": "hidden"}

    post(client, form_address(film), form_of(client, form_address(film)) | typed)

    trailer = Trailer.objects.get()
    assert (trailer.title, trailer.status) == ("New", "hidden")


def test_the_trailer_desk_adds_a_film_by_title_and_year(client):
    sign_in(client, "Trailer desk")
    typed = {"title": "New Film", "year": "2026", "synopsis": "Forged", "trailer_paste": ADDRESS}

    post(client, "/admin/reviews/film/add/", typed)

    film = Film.objects.get()
    assert (str(film), film.synopsis) == ("New Film (2026)", "")
    assert film.trailers.count() == 1


def test_a_writer_changes_a_film_only_while_nothing_about_it_is_public(client):
    quiet, public = make_film("Quiet"), public_film()
    sign_in(client, "Writer")

    post(client, form_address(quiet), form_of(client, form_address(quiet)) | {"title": "Louder"})
    forged = {"title": "Forged", "version": str(public.version), "trailer_paste": ADDRESS}
    response = client.post(form_address(public), forged)

    quiet.refresh_from_db()
    public.refresh_from_db()
    assert quiet.title == "Louder"
    assert response.status_code == 403
    assert public.title == "Low Tide"
    assert not Trailer.objects.exists()


@pytest.mark.parametrize("role", ["Writer", "Trailer desk"])
def test_embargoes_are_for_editors(client, role):
    film = make_film("Quiet")
    sign_in(client, role)
    typed = {"embargo_until_0": "2031-01-01", "embargo_until_1": "09:00"}

    post(client, form_address(film), form_of(client, form_address(film)) | typed)

    film.refresh_from_db()
    assert film.embargo_until is None
