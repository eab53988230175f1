"""The smallest valid things, in words: `draft_review()`, `live_review()`, `scheduled_review(at=…)`.

What a test is about it passes in; the rest is made up here.
"""

import io
from datetime import datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import Permission, User
from PIL import Image

from authors.models.author import Author
from pictures.keep import fill
from pictures.models.picture import Picture
from pictures.renditions import make
from pictures.upload import accept
from reviews.models.content import Kind
from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.review import AlsoAbout, Byline, Review
from reviews.models.trailer import Trailer
from reviews.publish import publish

_numbers = count(1)


def make_user(*permissions: str, **fields: Any) -> User:
    """A member of staff with permissions such as "reviews.publish_review"."""
    name = fields.pop("username", f"person-{next(_numbers)}")
    user = User.objects.create_user(name, password="pass", is_staff=True, **fields)
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user


def make_editor(**fields: Any) -> User:
    return make_user(is_superuser=True, **fields)


def make_author(name: str = "", **fields: Any) -> Author:
    return Author.objects.create(name=name or f"Author {next(_numbers)}", **fields)


def make_film(title: str = "", **fields: Any) -> Film:
    return Film.objects.create(title=title or f"Film {next(_numbers)}", **fields)


def picture_bytes(size: tuple[int, int] = (60, 40), form: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#35507a").save(buffer, form)
    return buffer.getvalue()


def make_picture(content: bytes | None = None, **fields: Any) -> Picture:
    """A picture as it is before a worker has made its renditions."""
    content = content or picture_bytes()
    picture = Picture(**{"alt": "A blue field", **fields})
    fill(picture, accept(io.BytesIO(content), len(content)))
    picture.save()
    return picture


def rendered_picture(content: bytes | None = None, **fields: Any) -> Picture:
    """A picture with all its renditions."""
    picture = make_picture(content, **fields)
    make(picture)
    return picture


def make_trailer(film: Film, **fields: Any) -> Trailer:
    made_up = {"provider": "vimeo", "video_id": str(50_000_000 + next(_numbers))}
    return Trailer.objects.create(film=film, **{**made_up, **fields})


def draft_review(
    *,
    authors: list[Author] | None = None,
    tags: list[str] | None = None,
    also_about: list[Film] | None = None,
    **fields: Any,
) -> Review:
    """A piece that is ready to be published, on the desk only."""
    number = next(_numbers)
    made_up: dict[str, Any] = {
        "headline": f"Headline {number}",
        "body": f"<p>Body of piece {number}, long enough to be read.</p>",
    }
    if fields.get("kind") != Kind.ARTICLE and "film" not in fields:
        made_up["film"] = make_film()
    review = Review.objects.create(**{**made_up, **fields})
    for position, author in enumerate([make_author()] if authors is None else authors):
        Byline.objects.create(review=review, author=author, position=position)
    for position, film in enumerate(also_about or []):
        AlsoAbout.objects.create(review=review, film=film, position=position)
    if tags:
        review.tags.set(tags)
    return review


def live_review(at: datetime | None = None, **fields: Any) -> Review:
    """A piece that readers see, since now or since a moment in the past."""
    review = draft_review(**fields)
    publish(review, by=None, at=at, origin="import" if at else "desk")
    return review


def scheduled_review(at: datetime, **fields: Any) -> Review:
    """A piece that readers will see from a moment ahead."""
    review = draft_review(**fields)
    publish(review, by=None, at=at)
    return review


def live_edition(review: Review) -> Edition:
    """The newest edition that has begun by the door's last act."""
    return review.editions.order_by("-live_from").first()
