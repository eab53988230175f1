"""The demo's films with their people and trailers."""

from dataclasses import asdict
from typing import Any

from pictures.models.picture import Picture
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.trailer import Trailer
from reviews.trailers.paste import read_paste


def load_films(rows: list[dict[str, Any]], pictures: dict[str, Picture]) -> dict[str, Film]:
    """Make the films of films.jsonl; returns them by slug. A person is known by name."""
    people: dict[str, Person] = {}
    films = {}
    for row in rows:
        parts = {name: row.pop(name, empty) for name, empty in _PARTS.items()}
        poster = row.pop("poster", None)
        ids = {f"{kind}_id": value for kind, value in parts["ids"].items()}
        film = Film(**row, **ids, poster=pictures[poster] if poster else None)
        film.full_clean()
        film.save()
        for position, credit in enumerate(parts["credits"]):
            _add_credit(film, position, credit, people)
        for position, trailer in enumerate(parts["trailers"]):
            _add_trailer(film, position, trailer)
        films[film.slug] = film
    return films


_PARTS: dict[str, Any] = {"ids": {}, "credits": [], "trailers": []}


def _add_credit(film: Film, position: int, row: dict[str, Any], people: dict[str, Person]) -> None:
    name = row.pop("person")
    person = people.get(name)
    if person is None:
        person = people[name] = Person.objects.create(name=name)
    credit = Credit(film=film, person=person, position=position, **row)
    credit.full_clean()
    credit.save()


def _add_trailer(film: Film, position: int, row: dict[str, Any]) -> None:
    pasted = read_paste(row.pop("url", "") or row.pop("embed"))
    trailer = Trailer(film=film, position=position, **{**asdict(pasted), **row})
    trailer.full_clean()
    trailer.save()
