"""Erasing a piece, an author or a film-maker: the one act that takes words from what was public.

A named exception to "immutable". Editions stay as empty rows whose intervals are over at once, so
that their addresses answer "gone" at every instant, as of an earlier day too.
"""

import re
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from authors.models.author import Author
from pictures.models.picture import Picture
from publishing.addresses import remember
from publishing.erasing import WITHHELD
from publishing.merging import relations_to
from publishing.models.notice import Notice
from reviews.models.address import Address
from reviews.models.content import COLUMNS
from reviews.models.edition import Edition
from reviews.models.people import Person
from reviews.models.review import Review
from reviews.publish.merge import author_merged, people_merged
from reviews.publish.rename import author_renamed, person_renamed
from reviews.publish.timeline import Timeline

# What keeps an erased piece's addresses from being anybody else's.
KEPT = (Edition, Address)
ADDRESS = {"kind", "slug", "language"}
FIGURE = re.compile(r'data-picture="(\d+)"')


def erase_piece(review: Review) -> None:
    """Its words everywhere: draft, editions, versions, notes, links, and its pictures' words."""
    timeline = Timeline.open(review)
    timeline.remove_waiting()
    pictures = _pictures_of(review)
    for model, name in relations_to(Review):
        if model not in KEPT:
            model._base_manager.filter(**{name: review}).delete()
    editions = Edition.objects.filter(review=review)
    for model, name in relations_to(Edition):
        model._base_manager.filter(**{f"{name}__in": editions}).delete()
    # They only get shorter, so no two overlap on the way.
    moment = F("live_from") + timedelta(microseconds=1)
    editions.update(**_emptied(Edition), headline=WITHHELD, live_until=moment)
    Review.objects.filter(pk=review.pk).update(
        **_emptied(Review),
        stage=Review.Stage.DRAFTING,
        version=F("version") + 1,
        published_version=None,
        published_at=None,
    )
    Notice.objects.filter(address=reverse("admin:reviews_review_change", args=[review.pk])).delete()
    for picture in pictures:
        _forget_words(picture)


def _emptied(model: type[models.Model]) -> dict[str, Any]:
    """Every column that says something, with nothing in it."""
    pressed = {"guid", "excerpt", "plain_text", "word_count", "card", "correction", "note", "lacks"}
    names = (set(COLUMNS) | pressed) - ADDRESS
    if model is Edition:
        names -= {"headline"}
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: _nothing(fields[name]) for name in sorted(names & fields.keys())}


def _nothing(field: Any) -> Any:
    if field.null:
        return None
    if isinstance(field, models.JSONField):
        return {}
    return 0 if isinstance(field, models.IntegerField) else ""


def _pictures_of(review: Review) -> list[Picture]:
    texts = [review, *Edition.objects.filter(review=review)]
    ids = {text.lead_picture_id for text in texts}
    ids |= {int(number) for text in texts for number in FIGURE.findall(text.body)}
    return list(Picture.objects.filter(pk__in=ids - {None}))


def _forget_words(picture: Picture) -> None:
    """A picture that nothing else shows keeps its file, and no word of what is on it."""
    for model, name in relations_to(Picture):
        is_its_own = model._meta.app_label == "pictures"
        if not is_its_own and model._base_manager.filter(**{name: picture}).exists():
            return
    shown = Q(body__contains=f'data-picture="{picture.pk}"')
    if Review.objects.filter(shown).exists() or Edition.objects.filter(shown).exists():
        return
    Picture.objects.filter(pk=picture.pk).update(alt="", caption="", credit="", rights_until=None)


def erase_author(author: Author) -> None:
    """Name, bio, portrait, links; the pieces stay, by an author whose name is withheld."""
    before = Author.objects.get(pk=author.pk)
    author.name, author.slug = WITHHELD, f"withheld-{author.pk}"
    author.bio, author.bio_as_of, author.photo, author.links = "", None, None, []
    author.website, author.is_listed = "", False
    author.version += 1
    author.save()
    _leave(before, author)
    author_renamed(before, author)
    author_merged(before, author, None)


def erase_person(person: Person) -> None:
    """Name and numbers elsewhere of somebody who made or is in films; the credits stay."""
    before = Person.objects.get(pk=person.pk)
    person.name, person.slug, person.original_name = WITHHELD, f"withheld-{person.pk}", ""
    person.imdb_id = person.tmdb_id = person.wikidata_id = ""
    person.version += 1
    person.save()
    _leave(before, person)
    person_renamed(before, person)
    people_merged(before, person, None)


def _leave(before: Any, after: Any) -> None:
    """The old address is kept to answer "gone", and leads nowhere."""
    remember(before.get_absolute_url(), after)
