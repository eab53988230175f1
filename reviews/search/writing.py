"""Writing the rows that readers' search looks things up in.

The door calls this in its own transaction, so that an edition and its words come and go
together; when they are found is said by the interval that both have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from publishing.models.site_settings import SiteSettings
from reviews.models.edition import Edition, EditionByline, EditionFilm, EditionTag
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.search_index import EditionWords, SearchName
from reviews.search.entry import Entry
from reviews.search.index import backend
from reviews.search.words import fold, joined_spellings, plain_words, terms, title_keys

BATCH = 250
MOST_PEOPLE = 80  # of one film: the rest of a cast of thousands is not looked for
_WRITTEN = (
    *("published_at", "live_from", "live_until", "kind", "language", "year", "rating"),
    *("names", "everything"),
)


def with_words(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Editions with everything that their rows are made of."""
    credits = Credit.objects.select_related("person").order_by("position", "pk")
    return editions.prefetch_related(
        Prefetch("films", EditionFilm.objects.select_related("film")),
        Prefetch("films__film__credits", credits),
        Prefetch("bylines", EditionByline.objects.select_related("author")),
        Prefetch("edition_tags", EditionTag.objects.select_related("tag")),
    ).defer("body", "card")


def write_editions(edition_ids: Iterable[int]) -> None:
    """Write the rows of these editions, and of their films and people, anew."""
    ids = sorted(edition_ids)
    for start in range(0, len(ids), BATCH):
        editions = list(with_words(Edition.objects.filter(pk__in=ids[start : start + BATCH])))
        put_editions(editions)
        films = {row.film_id: row.film for edition in editions for row in edition.films.all()}
        put_names(films.values(), _people(films.values()), editions)


def put_editions(editions: Sequence[Edition]) -> None:
    """Write the rows of editions that came by `with_words`."""
    zone = SiteSettings.objects.get(pk=1).zone
    rows, entries = [], []
    for edition in editions:
        entry = entry_of(edition)
        row = EditionWords(
            edition=edition,
            published_at=edition.published_at,
            live_from=edition.live_from,
            live_until=edition.live_until,
            kind=edition.kind,
            language=edition.language,
            year=timezone.localtime(edition.published_at, zone).year,
            rating=_fifths(edition.rating, edition.rating_out_of),
        )
        backend().fill(row, entry)
        rows.append(row)
        entries.append(entry)
    with transaction.atomic():
        EditionWords.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["edition"], update_fields=_WRITTEN
        )
        backend().write(EditionWords, entries)


def entry_of(edition: Edition) -> Entry:
    """All terms of one edition, by where they stand."""
    language = edition.language
    films = [row.film for row in edition.films.all()]
    titles = [title for film in films for title in titles_of(film)]
    people = [name for person in _people(films) for name in names_of(person)]
    filed = [row.tag.name for row in edition.edition_tags.all()]
    filed += [row.author.name for row in edition.bylines.all()]
    return Entry(
        pk=edition.pk,
        film=[
            *_named(titles, language),
            *(str(film.year) for film in films if film.year),
            *title_keys(titles),
        ],
        head=[
            *_named([edition.headline], language),
            *terms(edition.rating_line, language),
            *title_keys([edition.headline]),
        ],
        people=_named(people, language),
        filed=_named(filed, language),
        body=terms(edition.plain_text, language),
    )


def titles_of(film: Film) -> list[str]:
    return list(dict.fromkeys(filter(None, (film.title, film.original_title))))


def names_of(person: Person) -> list[str]:
    return list(dict.fromkeys(filter(None, (person.name, person.original_name))))


def _named(names: Iterable[str], language: str) -> list[str]:
    """Terms of names: as in a text, and in one word where they may be typed so."""
    names = list(names)
    spelled = [spelling for name in names for spelling in joined_spellings(name)]
    return [term for name in names for term in terms(name, language)] + spelled


def _people(films: Iterable[Film]) -> list[Person]:
    people: dict[int, Person] = {}
    for film in films:
        for credit in islice(film.credits.all(), MOST_PEOPLE):
            people.setdefault(credit.person_id, credit.person)
    return list(people.values())


def _fifths(rating: Decimal | None, out_of: int | None) -> int | None:
    if rating is None or not out_of:
        return None
    return int((rating * 5 / out_of).quantize(Decimal(1), ROUND_HALF_UP))


def put_names(
    films: Iterable[Film] = (), people: Iterable[Person] = (), editions: Iterable[Edition] = ()
) -> None:
    """Write what is suggested for these films, people and editions, in place of what was there."""
    films, people, editions = list(films), list(people), list(editions)
    rows = list(_name_rows(films, people, editions))
    entries = [Entry(pk=0, film=_typed_terms(row.name)) for row in rows]
    for row, entry in zip(rows, entries, strict=True):
        backend().fill(row, entry)
    with transaction.atomic():
        SearchName.objects.filter(film__in=films).delete()
        SearchName.objects.filter(person__in=people).delete()
        SearchName.objects.filter(edition__in=editions).delete()
        SearchName.objects.bulk_create(rows)
        for row, entry in zip(rows, entries, strict=True):
            entry.pk = row.pk
        backend().write(SearchName, entries)


def _name_rows(
    films: Iterable[Film], people: Iterable[Person], editions: Iterable[Edition]
) -> Iterator[SearchName]:
    for film in films:
        for title in titles_of(film):
            yield SearchName(film=film, name=title, folded=fold(title)[:300])
    for person in people:
        for name in names_of(person):
            yield SearchName(person=person, name=name, folded=fold(name)[:300])
    for edition in editions:
        headline = edition.headline
        yield SearchName(edition=edition, name=headline, folded=fold(headline)[:300])


def _typed_terms(name: str) -> list[str]:
    return [*plain_words(name), *joined_spellings(name)]
