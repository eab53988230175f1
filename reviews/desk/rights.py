"""Who may do what to a piece, by permission and by the state it is in; never by group name."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.utils import timezone

from reviews.models.edition import Edition
from reviews.models.film import Film
from reviews.models.review import Review

Who = User | AbstractBaseUser | AnonymousUser


def is_own(user: Who, review: Review) -> bool:
    """Own means made by her, or bearing a byline that is linked to her login."""
    return review.created_by_id == user.pk or review.bylines.filter(author__user=user.pk).exists()


def may_edit(user: User, review: Review) -> bool:
    """Change the desk's text: any piece by permission, one's own while it is being drafted."""
    if user.has_perm("reviews.edit_any_review"):
        return True
    return review.stage == Review.Stage.DRAFTING and is_own(user, review)


def may_preview(user: User, review: Review) -> bool:
    """See a text before readers do: whoever may edit it, wrote it, or works on its trailers."""
    if user.has_perm("reviews.edit_any_review"):
        return True
    if not user.has_perm("reviews.view_review"):
        return False
    return user.has_perm("reviews.change_trailer") or is_own(user, review)


def was_public(review: Review) -> bool:
    return Edition.objects.public_by(timezone.now()).filter(review_id=review.pk).exists()


def may_change_film(user: User, film: Film | None) -> bool:
    """A film's facts: by permission, or as a writer while nothing about the film is public."""
    return user.has_perm("reviews.change_film") or _writes_of_no_public(user, film)


def may_change_trailers(user: User, film: Film | None) -> bool:
    """Trailers show at once: by permission, or as a writer while nothing of the film is public."""
    return user.has_perm("reviews.change_trailer") or _writes_of_no_public(user, film)


def _writes_of_no_public(user: User, film: Film | None) -> bool:
    if not user.has_perm("reviews.change_review"):
        return False
    about = Edition.objects.public_by(timezone.now()).filter(films__film=film)
    return film is None or not about.exists()


def may_change_recommendations(user: User, review: Review | None) -> bool:
    """The same for recommendations and the piece they stand beside."""
    if user.has_perm("recommendations.change_recommendation"):
        return True
    may_write = user.has_perm("reviews.change_review")
    return may_write and (review is None or not was_public(review))
