"""Pieces that come with a past: how an import brings whole histories through the door.

`publish` tells one text at a time, as somebody at the desk does. A site that moves in brings
thousands, each with everything readers were shown elsewhere; here they are written together.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from authors.models.author import Author
from pictures.models.picture import Picture
from publishing.markup import clean_html
from publishing.moments import told
from publishing.slugs import is_slug, numbered, slug_from
from reviews.models.address import Address
from reviews.models.edition import Edition, EditionByline, EditionFilm, EditionTag
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.models.tag import Tag
from reviews.publish.clock import door_now
from reviews.publish.holds import hold
from reviews.publish.press import card_from, press, told_change
from reviews.publish.readiness import lacking
from reviews.publish.refusals import EmbargoBroken, NotReady
from reviews.publish.text import Text
from reviews.search.writing import write_editions


@dataclass(frozen=True)
class Life:
    """One text of a piece and when readers see it: `[live_from, live_until)`."""

    text: Text
    live_from: datetime
    live_until: datetime
    published_at: datetime
    correction: str = ""
    minor: bool = True
    note: str = ""
    waits_for_embargo: bool = False


@dataclass(frozen=True)
class Arrival:
    """A piece without any edition yet, its desk row saved, and its lives in order of time."""

    review: Review
    lives: Sequence[Life]


def bring_in(arrivals: Sequence[Arrival]) -> list[Edition]:
    """Write all editions of all these pieces, in one transaction: all of them or none.

    What was public elsewhere is public here, whatever it lacks and whatever embargo a film is
    under by now; a first release still ahead keeps to the embargo. A life without an address of
    its own gets one from its headline. Raises NotReady or EmbargoBroken, which name the fault but
    not the piece: to know which it was, bring them in one by one.
    """
    with transaction.atomic():
        known = _Known(arrivals)
        now = door_now()
        for arrival in arrivals:
            _check(arrival, now, known)
        slugs = _claim_addresses(arrivals)
        editions = [edition for arrival in arrivals for edition in _pressed(arrival, slugs, known)]
        made = Edition.objects.bulk_create(editions)
        texts = [life.text for arrival in arrivals for life in arrival.lives]
        _add_parts(list(zip(made, texts, strict=True)))
        write_editions(edition.pk for edition in made)
        return made


class _Known:
    """The films, authors and tags of all arrivals, held until the transaction ends."""

    def __init__(self, arrivals: Sequence[Arrival]) -> None:
        texts = [life.text for arrival in arrivals for life in arrival.lives]
        self.films = self._held(Film, {pk for text in texts for pk in text.film_ids})
        self.authors = self._held(Author, {pk for text in texts for pk in text.authors})
        self.tags = self._held(Tag, {pk for text in texts for pk in text.tags})
        pictures = {text.content["lead_picture_id"] for text in texts} - {None}
        if pictures:
            hold(Picture, pictures)

    def _held(self, model: type[Any], pks: set[int]) -> dict[int, Any]:
        if not pks:
            return {}
        hold(model, pks)
        return model.objects.in_bulk(pks)

    def card(self, edition: Edition, text: Text, changes: list[dict[str, str]]) -> dict[str, Any]:
        return card_from(
            edition,
            authors=[self.authors[pk] for pk in text.authors],
            films=[self.films[pk] for pk in text.film_ids],
            tags=[self.tags[pk] for pk in text.tags],
            changes=changes,
        )


def _check(arrival: Arrival, now: datetime, known: _Known) -> None:
    for life in arrival.lives:
        if not life.text.content["headline"].strip():
            raise NotReady(_("Write a headline."))
        if life.live_until <= life.live_from:
            raise NotReady(_("It would end before it begins; choose a later end."))
        if life.published_at > life.live_from:
            raise NotReady(
                _("The date readers see, %(date)s, lies after the moment of publication.")
                % {"date": told(life.published_at)}
            )
    for before, after in pairwise(arrival.lives):
        if after.live_from < before.live_until:
            raise NotReady(
                _("Two texts of this piece would be live at once on %(moment)s.")
                % {"moment": told(after.live_from)}
            )
        if before.live_from > now:
            raise NotReady(_("More than one text of this piece is scheduled; keep one of them."))
    if arrival.lives and (first := arrival.lives[0]).live_from > now:
        embargoes = [known.films[pk].embargo_until for pk in first.text.film_ids]
        lifts = max((moment for moment in embargoes if moment), default=now)
        if first.live_from < lifts:
            raise EmbargoBroken(
                _("The film is under embargo until %(moment)s.") % {"moment": told(lifts)}
            )


def _claim_addresses(arrivals: Sequence[Arrival]) -> dict[tuple[int, int], str]:
    """Claim an address for every life; returns it by (review's pk, position of the life)."""
    slugs: dict[tuple[int, int], str] = {}
    wanted: dict[str, int] = {}
    for arrival in arrivals:
        review, slug, made_up = arrival.review, "", ""
        for position, life in enumerate(arrival.lives):
            typed = unicodedata.normalize("NFC", life.text.content["slug"])
            if not typed and not slug:
                slug = made_up = _address_from_words(life.text, review, wanted)
            slug = typed or slug
            if not is_slug(slug):
                raise NotReady(
                    _("“%(slug)s” is no address; use letters, digits and hyphens.") % {"slug": slug}
                )
            if wanted.setdefault(slug, review.pk) != review.pk:
                raise _taken(slug)
            slugs[review.pk, position] = slug
        if made_up and not review.slug:
            review.slug = made_up
            Review.objects.filter(pk=review.pk).update(slug=made_up)
    if taken := Address.objects.filter(slug__in=wanted).first():
        raise _taken(taken.slug)
    Address.objects.bulk_create(
        Address(slug=slug, review_id=review_id) for slug, review_id in wanted.items()
    )
    return slugs


def _taken(slug: str) -> NotReady:
    return NotReady(
        _("Another piece has the address “%(slug)s”; choose a different one.") % {"slug": slug}
    )


def _address_from_words(text: Text, review: Review, wanted: dict[str, int]) -> str:
    words = slug_from(text.content["headline"], max_length=120) or f"piece-{review.pk}"
    others = Address.objects.filter(slug__startswith=words)
    return numbered(words, {*others.values_list("slug", flat=True), *wanted})


def _pressed(
    arrival: Arrival, slugs: dict[tuple[int, int], str], known: _Known
) -> Iterator[Edition]:
    changes: list[dict[str, str]] = []
    before: Life | None = None
    for position, life in enumerate(arrival.lives):
        content = life.text.content
        edition = Edition(
            **{
                **content,
                "slug": slugs[arrival.review.pk, position],
                # Rows written in bulk do not pass `save`, which would clean it.
                "body": clean_html(content["body"]),
            },
            review=arrival.review,
            uid=arrival.review.uid,
            guid=arrival.review.guid,
            number=position + 1,
            live_from=life.live_from,
            live_until=life.live_until,
            published_at=life.published_at,
            correction=life.correction,
            minor=life.minor,
            note=life.note,
            waits_for_embargo=life.waits_for_embargo,
            took_over=before is not None and before.live_until == life.live_from,
            desk_version=arrival.review.published_version or 0,
            lacks=lacking(life.text),
        )
        press(edition)
        edition.card = known.card(edition, life.text, list(changes))
        if position and not life.minor:
            changes.append(told_change(life.live_from, life.correction))
        before = life
        yield edition


def _add_parts(editions: Sequence[tuple[Edition, Text]]) -> None:
    when = {
        edition.pk: {
            "published_at": edition.published_at,
            "live_from": edition.live_from,
            "live_until": edition.live_until,
        }
        for edition, _text in editions
    }
    EditionByline.objects.bulk_create(
        EditionByline(edition=edition, author_id=pk, position=position, **when[edition.pk])
        for edition, text in editions
        for position, pk in enumerate(text.authors)
    )
    EditionFilm.objects.bulk_create(
        EditionFilm(edition=edition, film_id=pk, position=position, **when[edition.pk])
        for edition, text in editions
        for position, pk in enumerate(text.film_ids)
    )
    EditionTag.objects.bulk_create(
        EditionTag(content_object=edition, tag_id=pk, **when[edition.pk])
        for edition, text in editions
        for pk in text.tags
    )
