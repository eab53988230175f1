"""The parts of the form that follow the typing, judged from a text that nobody saved."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from pictures.models.picture import Picture
from publishing.desk.staff import staff
from publishing.plain_text import excerpt, plain_text, reading_minutes, word_count
from publishing.slugs import slug_from
from reviews.desk.checklist import Row, checklist, ready_line
from reviews.desk.rights import may_edit
from reviews.desk.subject import Subject, unsaved_subject
from reviews.models.edition import piece_path
from reviews.models.review import Review
from reviews.publish.press import EXCERPT_LENGTH


@dataclass(frozen=True)
class Living:
    """What `publishing/desk/_living.html` shows of one text."""

    rows: list[Row]
    ready: str
    words: int
    minutes: int
    headline: str
    path: str
    description: str
    picture: Picture | None


def living(subject: Subject) -> Living:
    """Judge and measure a text. The description is what search engines would be given."""
    content = subject.text.content
    rows = checklist(subject)
    words = word_count(plain_text(content["body"]), content["language"])
    told = content["description"] or excerpt(content["body"], EXCERPT_LENGTH)
    slug = content["slug"] or slug_from(content["headline"], max_length=120) or "…"
    return Living(
        rows=rows,
        ready=ready_line(rows),
        words=words,
        minutes=reading_minutes(words, content["language"]) if words else 0,
        headline=content["headline"],
        path=unquote(piece_path(content["kind"], slug)),
        description=told or content["rating_line"],
        picture=subject.text.lead_picture,
    )


@require_POST
def check_view(request: HttpRequest, review_id: int | None = None) -> HttpResponse:
    """`publishing/desk/_living.html` with `living`, for the posted form. Nothing is saved."""
    user, at = staff(request), request.at  # type: ignore[attr-defined]
    if review_id is None:
        review = Review(created_by=user)
        if not user.has_perm("reviews.add_review"):
            raise PermissionDenied
    else:
        review = get_object_or_404(Review, pk=review_id)
        if not (user.has_perm("reviews.change_review") and may_edit(user, review)):
            raise PermissionDenied
    subject = unsaved_subject(request.POST, review, at)
    context: dict[str, Any] = {"living": living(subject)}
    return render(request, "publishing/desk/_living.html", context)
