"""A site of many live pieces in moments: rows of every table a reader's search reads.

Not through the door, which would take minutes for thousands. Words are made up of syllables and
as unevenly frequent as in English (Zipf), so a few stand in nearly every text and most in few.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from authors.models.author import Author
from publishing.instant import FOREVER
from reviews.models.edition import Edition, EditionByline, EditionFilm, EditionTag
from reviews.models.film import Film
from reviews.models.people import Credit, Person
from reviews.models.review import Review
from reviews.models.tag import Tag
from reviews.publish.press import card_from

WORDS, LENGTH, AUTHORS, TAGS, BATCH = 60_000, 800, 60, 2_000, 500
FIRST = datetime(2006, 1, 1, tzinfo=UTC)
SYLLABLES = [a + b for a in "b c d f g h k l m n p r s t v w st br".split() for b in "aeiou"]
ENDINGS = ("", "", "", "s", "ed", "ing", "er", "ly")


class Vocabulary:
    """Words in the order of how frequent they are; `some(n)` picks as a text would."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        made: dict[str, None] = {}
        while len(made) < WORDS:
            syllables = self.chance.choices(SYLLABLES, k=self.chance.choice((1, 2, 2, 3, 3, 4)))
            made["".join(syllables) + self.chance.choice(ENDINGS)] = None
        self.words = list(made)
        self.frequencies = list(accumulate(1 / (rank + 3) ** 1.05 for rank in range(WORDS)))

    def some(self, count: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.frequencies, k=count)

    def title(self) -> str:
        rare = self.words[self.chance.randrange(200, WORDS)]
        words = [*self.some(self.chance.randrange(0, 3)), rare]
        return ("The " if self.chance.random() < 0.25 else "") + " ".join(words).title()


def fill(pieces: int, words: Vocabulary) -> None:
    """Make that many live pieces of 800 words, each about a film of its own with six people."""
    authors = Author.objects.bulk_create(
        Author(name=words.title(), slug=f"author-{n}") for n in range(AUTHORS)
    )
    tags = Tag.objects.bulk_create(
        Tag(name=f"{words.title()} {n}", slug=f"tag-{n}") for n in range(TAGS)
    )
    people = Person.objects.bulk_create(
        (Person(name=words.title(), slug=f"person-{n}") for n in range(pieces * 2)), batch_size=2000
    )
    for start in range(0, pieces, BATCH):
        _batch(range(start, min(start + BATCH, pieces)), words, authors, tags, people)


def _batch(
    numbers: range, words: Vocabulary, authors: list[Author], tags: list[Tag], people: list[Person]
) -> None:
    chance = words.chance
    films = Film.objects.bulk_create(
        Film(title=words.title(), slug=f"film-{n}", year=chance.randrange(1920, 2026))
        for n in numbers
    )
    roles = [Credit.Role.DIRECTOR, *[Credit.Role.CAST] * 5]
    Credit.objects.bulk_create(
        Credit(film=film, person=person, role=role, position=position)
        for film in films
        for position, (role, person) in enumerate(
            zip(roles, chance.sample(people, len(roles)), strict=True)
        )
    )
    texts = [" ".join(words.some(LENGTH)) for _film in films]
    reviews = Review.objects.bulk_create(
        Review(film=film, headline=words.title(), slug=f"piece-{n}", language="en")
        for n, film in zip(numbers, films, strict=True)
    )
    editions = []
    for n, review, text in zip(numbers, reviews, texts, strict=True):
        at = FIRST + timedelta(hours=8 * n)
        edition = Edition(
            review=review, uid=review.uid, film=review.film, headline=review.headline,
            slug=review.slug, language="en", rating_line=" ".join(words.some(8)),
            rating=chance.randrange(0, 6), rating_out_of=5, body=f"<p>{text}</p>", plain_text=text,
            excerpt=text[:200], word_count=LENGTH, number=1, live_from=at, live_until=FOREVER,
            published_at=at,
        )  # fmt: skip
        edition.chosen = chance.choice(authors), chance.sample(tags, 4)  # type: ignore[attr-defined]
        author, filed = edition.chosen  # type: ignore[attr-defined]
        edition.card = card_from(edition, [author], [review.film], filed, changes=[])  # type: ignore[list-item]
        editions.append(edition)
    Edition.objects.bulk_create(editions)
    _parts(editions)


def _parts(editions: list[Edition]) -> None:
    def when(edition: Edition) -> dict[str, datetime]:
        names = ("published_at", "live_from", "live_until")
        return {name: getattr(edition, name) for name in names}

    def chosen(edition: Edition) -> Iterator[Tag]:
        return iter(edition.chosen[1])  # type: ignore[attr-defined]

    EditionByline.objects.bulk_create(
        EditionByline(edition=edition, author=edition.chosen[0], **when(edition))  # type: ignore[attr-defined]
        for edition in editions
    )
    EditionFilm.objects.bulk_create(
        EditionFilm(edition=edition, film=edition.film, **when(edition)) for edition in editions
    )
    EditionTag.objects.bulk_create(
        EditionTag(content_object=edition, tag=tag, **when(edition))
        for edition in editions
        for tag in chosen(edition)
    )
