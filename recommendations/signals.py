"""What makes two pieces near to each other, one function a signal.

Each is given a Subject and returns what it found among pieces live at the corpus's instant, the
best first, never the piece itself: one or two queries however large the archive, and no more
than REACH rows from any. What is shared by few says most, so the rare is looked up first and
what everybody shares not at all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from math import exp, sqrt

from recommendations.corpus import Found, Reason, Subject, Why
from reviews.models.edition import Edition, EditionByline, EditionFilm, EditionTag
from reviews.models.people import Credit
from reviews.search.likeness import alike

REACH = 600  # rows that a signal may read
BEST = 60  # pieces that a signal may bring
COMMON, FEW = 0.2, 5  # a tag on more than this share of all pieces, and on more than a few, is none
LEADS = 5  # of a cast, those named first

Role = Credit.Role
WORTH = {
    Role.DIRECTOR: 4.0,
    Role.WRITER: 2.5,
    Role.CAST: 1.5,
    Role.CINEMATOGRAPHER: 1.5,
    Role.COMPOSER: 1.0,
    Role.EDITOR: 1.0,
    Role.PRODUCER: 0.8,
    Role.OTHER: 0.5,
}
REASONS = {
    Role.DIRECTOR: Reason.DIRECTOR,
    Role.WRITER: Reason.WRITER,
    Role.CAST: Reason.CAST,
}


def same_film(subject: Subject) -> list[Found]:
    """About a film that this one is about; the film reviewed counts for more than one named."""
    mine = subject.edition.films.values("film")
    rows = EditionFilm.objects.live(subject.at).filter(film__in=mine)
    rows = rows.exclude(edition__review_id=subject.edition.review_id).newest_first()
    found = [
        Found(review, 1 / (1 + position), Why(Reason.SAME_FILM, film_id=film))
        for review, film, position in rows.values_list("edition__review_id", "film_id", "position")[
            :BEST
        ]
    ]
    return _best(found)


def shared_people(subject: Subject) -> list[Found]:
    """About films by or with the same people: by how rare they are and what they did."""
    mine: dict[int, float] = defaultdict(float)
    roles: dict[int, str] = {}
    numbers: dict[int, int] = {}
    for person, role, position, number in subject.credits:
        worth = _worth(role, position)
        if worth > mine[person]:
            mine[person], roles[person] = worth, role
        numbers[person] = number
    people = _rarest(numbers)
    if not people:
        return []
    rows = EditionFilm.objects.live(subject.at).filter(film__credits__person__in=people)
    rows = rows.exclude(edition__review_id=subject.edition.review_id)
    parts: dict[int, dict[int, tuple[float, str]]] = defaultdict(dict)
    reason: str
    for review, person, role, position in rows.values_list(
        "edition__review_id",
        *(f"film__credits__{name}" for name in ("person_id", "role", "position")),
    )[:REACH]:
        score = sqrt(mine[person] * _worth(role, position)) * subject.corpus.rarity(numbers[person])
        reason = REASONS.get(Role(role), Reason.CREW) if role == roles[person] else Reason.CREW
        if score > parts[review].get(person, (0.0, ""))[0]:
            parts[review][person] = score, reason
    found = []
    for review, shared in parts.items():
        person, (_score, reason) = max(shared.items(), key=lambda item: (item[1][0], -item[0]))
        total = sum(score for score, _reason in shared.values())
        found.append(Found(review, total, Why(reason, person_id=person)))
    return _best(found)


def shared_tags(subject: Subject) -> list[Found]:
    """Filed under the same, by how few pieces are."""
    most = max(FEW, subject.corpus.size * COMMON)
    numbers = {tag: number for tag, number in subject.tags.items() if number <= most}
    tags = _rarest(numbers)
    if not tags:
        return []
    rows = EditionTag.objects.live(subject.at).filter(tag__in=tags)
    rows = rows.exclude(content_object__review_id=subject.edition.review_id).newest_first()
    parts: dict[int, dict[int, float]] = defaultdict(dict)
    for review, tag in rows.values_list("content_object__review_id", "tag_id")[:REACH]:
        parts[review][tag] = subject.corpus.rarity(numbers[tag])
    return _best(
        Found(
            review,
            sum(shared.values()),
            Why(Reason.TAG, tag_id=max(shared, key=lambda tag: (shared[tag], -tag))),
        )
        for review, shared in parts.items()
    )


def like_text(subject: Subject) -> list[Found]:
    """Told in the same words."""
    found = alike(subject.edition, subject.at, BEST, subject.corpus.frequencies)
    return _best(Found(review, score, Why(Reason.TEXT)) for review, score in found)


def same_author(subject: Subject) -> list[Found]:
    """By the same critic, those written at about the same time first."""
    mine = EditionByline.objects.filter(edition=subject.edition.pk).values("author")
    date = subject.edition.published_at
    found = []
    rows = EditionByline.objects.live(subject.at).filter(author__in=mine)
    rows = rows.exclude(edition__review_id=subject.edition.review_id)
    before = rows.filter(published_at__lte=date).newest_first()
    # The first that she wrote has none before it.
    rows = before if before[:1] else rows.newest_first()
    for review, author, published_at in rows.values_list(
        "edition__review_id", "author_id", "published_at"
    )[:BEST]:
        days = abs((published_at - date).days)
        found.append(Found(review, 1 / (1 + days), Why(Reason.AUTHOR, author_id=author)))
    return _best(found)


def same_era(subject: Subject, among: Iterable[int]) -> list[Found]:
    """Of the pieces that other signals brought, those whose film is of the same years and land."""
    film = subject.edition.film
    if film is None:
        return []
    rows = Edition.objects.live(subject.at).filter(review_id__in=list(among), film__isnull=False)
    found = []
    for review, year, countries in rows.values_list("review_id", "film__year", "film__countries"):
        score = exp(-abs(year - film.year) / 5) if year and film.year else 0.0
        score += 0.5 * bool({*_words(countries)} & {*_words(film.countries)})
        if score > 0.2:
            found.append(Found(review, score, Why(Reason.ERA)))
    return _best(found)


# By name, each with what it weighs when they are put together (recommendations/neighbours.py).
SIGNALS: dict[str, tuple[Callable[[Subject], list[Found]], float]] = {
    "film": (same_film, 3.0),
    "people": (shared_people, 2.0),
    "tags": (shared_tags, 1.2),
    "text": (like_text, 1.6),
    "author": (same_author, 0.3),
}
ERA_WEIGHS = 0.3


def _worth(role: str, position: int) -> float:
    worth = WORTH.get(Role(role), 0.5) if role in Role.values else 0.5
    return worth / 2 if role == Role.CAST and position >= LEADS else worth


def _rarest(numbers: dict[int, int]) -> list[int]:
    """As many of these as have no more than REACH bearers together, the rarest first."""
    chosen: list[int] = []
    reached = 0
    for key, number in sorted(numbers.items(), key=lambda item: (item[1], item[0])):
        if number < 2:
            continue  # nobody else's
        reached += number
        if chosen and reached > REACH:
            break
        chosen.append(key)
    return chosen


def _best(found: Iterable[Found]) -> list[Found]:
    """The best of each piece, in order; the younger piece where two say the same."""
    best: dict[int, Found] = {}
    for one in found:
        if one.review_id not in best or one.score > best[one.review_id].score:
            best[one.review_id] = one
    return sorted(best.values(), key=lambda one: (-one.score, -one.review_id))[:BEST]


def _words(value: object) -> list[str]:
    return (
        [word.casefold() for word in value if isinstance(word, str)]
        if isinstance(value, list)
        else []
    )
