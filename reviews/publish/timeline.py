"""The editions of one piece in the order of their lives, under the door's locks."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from publishing.erasing import is_erased
from publishing.instant import FOREVER
from publishing.slugs import is_slug, numbered, slug_from
from reviews.models.address import Address
from reviews.models.edition import Edition, EditionByline, EditionFilm, EditionTag
from reviews.models.film import Film
from reviews.models.review import Review
from reviews.models.search_index import EditionWords
from reviews.publish.clock import door_now
from reviews.publish.followers import tell_followers
from reviews.publish.holds import hold_relations
from reviews.publish.press import card_of, press
from reviews.publish.readiness import lacking
from reviews.publish.refusals import NotReady
from reviews.publish.text import Text
from reviews.search.writing import write_editions


class Timeline:
    """What the door sees of a piece: `now`, `editions` by start, and the few ways to alter them.

    Only `Timeline.open` makes one; it belongs to the transaction it was opened in.
    """

    def __init__(self, review: Review, now: datetime) -> None:
        self.review = review
        self.now = now
        self.editions = list(Edition.objects.filter(review=review).order_by("live_from"))

    @classmethod
    def open(cls, review: Review) -> Timeline:
        """Lock the piece, then the door; read the piece afresh into the caller's object."""
        Review.objects.select_for_update(no_key=True, of=("self",)).get(pk=review.pk)
        hold_relations(review)
        now = door_now()
        review.refresh_from_db()
        if is_erased(review):
            raise NotReady(_("This piece was erased for good; write a new one."))
        return cls(review, now)

    def at(self, moment: datetime) -> Edition | None:
        """The edition live at that moment, by what is planned now."""
        return next((e for e in self.editions if e.live_from <= moment < e.live_until), None)

    @property
    def live(self) -> Edition | None:
        return self.at(self.now)

    @property
    def waiting(self) -> Edition | None:
        return next((e for e in self.editions if e.live_from > self.now), None)

    @property
    def last_public(self) -> Edition | None:
        return next((e for e in reversed(self.editions) if e.live_from <= self.now), None)

    def next_start(self, moment: datetime) -> datetime:
        """When the first edition after that moment begins; FOREVER when there is none."""
        return min((e.live_from for e in self.editions if e.live_from > moment), default=FOREVER)

    def end(self, edition: Edition, moment: datetime) -> None:
        """Let an edition, and what it is found by, end at that moment."""
        retime(edition, live_until=moment)

    def remove_waiting(self) -> Edition | None:
        """Take the waiting edition away and give its end back to the one it would have closed."""
        waiting = self.waiting
        if waiting is None:
            return None
        self.editions.remove(waiting)
        Edition.objects.filter(pk=waiting.pk).delete()
        if waiting.took_over:
            before = next(e for e in self.editions if e.live_until == waiting.live_from)
            self.end(before, waiting.live_until)
        if all(edition.slug != waiting.slug for edition in self.editions):
            Address.objects.filter(slug=waiting.slug, review=self.review).delete()
        return waiting

    def add(
        self,
        text: Text,
        by: User | None,
        live_from: datetime,
        live_until: datetime,
        published_at: datetime,
        **facts: Any,
    ) -> Edition:
        """Press a text into a new edition, closing the one that is live when it begins."""
        before = self.at(live_from)
        if before is not None:
            self.end(before, live_from)
        slug = self._claim_address(text)
        edition = Edition(
            **{**text.content, "slug": slug},
            review=self.review,
            uid=self.review.uid,
            guid=self.review.guid,
            number=max((e.number for e in self.editions), default=0) + 1,
            live_from=live_from,
            live_until=live_until,
            published_at=published_at,
            published_by=by,
            took_over=before is not None,
            lacks=lacking(text),
            **facts,
        )
        press(edition)
        edition.save(force_insert=True)
        self._add_parts(edition, text)
        edition.card = card_of(edition)
        Edition.objects.filter(pk=edition.pk).update(card=edition.card)
        write_editions([edition.pk])
        self.editions = sorted([*self.editions, edition], key=lambda e: e.live_from)
        tell_followers(edition)
        return edition

    def _add_parts(self, edition: Edition, text: Text) -> None:
        when = {
            "published_at": edition.published_at,
            "live_from": edition.live_from,
            "live_until": edition.live_until,
        }
        EditionByline.objects.bulk_create(
            EditionByline(edition=edition, author_id=author, position=position, **when)
            for position, author in enumerate(text.authors)
        )
        EditionFilm.objects.bulk_create(
            EditionFilm(edition=edition, film_id=film, position=position, **when)
            for position, film in enumerate(text.film_ids)
        )
        EditionTag.objects.bulk_create(
            EditionTag(content_object=edition, tag_id=tag, **when) for tag in text.tags
        )

    def _claim_address(self, text: Text) -> str:
        """Make the text's address this piece's own, or refuse when another piece has it.

        A typed address stands as it is; else the piece keeps the one it had in public; else one
        is made of the headline, with a number behind it where that is taken.
        """
        slug = text.content["slug"]
        if not slug and self.last_public is not None:
            slug = self.last_public.slug
        if not slug:
            slug = self._address_from_words(text)
        slug = unicodedata.normalize("NFC", slug)
        if not is_slug(slug):
            raise NotReady(
                _("“%(slug)s” is no address; use letters, digits and hyphens.") % {"slug": slug}
            )
        address, _made = Address.objects.get_or_create(slug=slug, defaults={"review": self.review})
        if address.review_id != self.review.pk:
            raise NotReady(
                _("Another piece has the address “%(slug)s”; choose a different one.")
                % {"slug": slug}
            )
        return slug

    def _address_from_words(self, text: Text) -> str:
        words = slug_from(text.content["headline"], max_length=120)
        if not words and text.content["film_id"]:
            words = slug_from(Film.objects.get(pk=text.content["film_id"]).title, max_length=120)
        words = words or f"piece-{self.review.pk}"
        others = Address.objects.filter(slug__startswith=words).exclude(review=self.review)
        return numbered(words, set(others.values_list("slug", flat=True)))


def retime(edition: Edition, **moments: datetime) -> None:
    """Change when an edition lives, on its row and on every row it is found by."""
    for name, moment in moments.items():
        setattr(edition, name, moment)
    Edition.objects.filter(pk=edition.pk).update(**moments)
    edition.bylines.update(**moments)
    edition.films.update(**moments)
    edition.edition_tags.update(**moments)
    EditionWords.objects.filter(edition=edition).update(**moments)
