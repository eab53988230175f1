"""Where a piece, a film, a person, an author or a tag is found at an instant."""

from datetime import datetime

from publishing.addresses import Gone
from publishing.erasing import reason_told, told_reason
from reviews.models.edition import Edition
from reviews.public.shelves import live_authors, live_films, live_people, live_tags


def of_piece(review_id: int, at: datetime) -> str | None:
    """The piece's address at that instant; None when it never was public. Raises Gone."""
    editions = Edition.objects.filter(review_id=review_id).only("kind", "slug")
    live = editions.live(at).first()
    if live is not None:
        return live.get_absolute_url()
    seen = editions.public_by(at).annotate(reason=told_reason("reviews.Review", "review_id"))
    reason = seen.values_list("reason").first()
    if reason is not None:
        raise Gone(reason[0] or "")
    return None


def of_slug(slug: str, at: datetime) -> str | None:
    """Where the piece now lives that once was public at `slug`; None when none was. Raises Gone.

    A slug that only waits was never public: it says nothing.
    """
    past = Edition.objects.public_by(at).filter(slug=slug)
    review_id = past.order_by("-live_from").values_list("review_id", flat=True).first()
    return of_piece(review_id, at) if review_id is not None else None


def of_film(pk: int, at: datetime) -> str | None:
    film = live_films(at).filter(pk=pk).first()
    return film.get_absolute_url() if film else None


def of_person(pk: int, at: datetime) -> str | None:
    _refuse_erased("reviews.Person", pk)
    person = live_people(at).filter(pk=pk).first()
    return person.get_absolute_url() if person else None


def of_author(pk: int, at: datetime) -> str | None:
    _refuse_erased("authors.Author", pk)
    author = live_authors(at).filter(pk=pk).first()
    return author.get_absolute_url() if author else None


def of_tag(pk: int, at: datetime) -> str | None:
    tag = live_tags(at).filter(pk=pk).first()
    return tag.get_absolute_url() if tag else None


def _refuse_erased(label: str, pk: int) -> None:
    """An old name that led on to the new one would tell whose it is. Raises Gone."""
    reason = reason_told(label, pk)
    if reason is not None:
        raise Gone(reason)
