"""The checklist's row about what to read next."""

from django.utils.translation import gettext as _

from recommendations.models.recommendation import Recommendation
from reviews.desk.checklist import Row
from reviews.desk.subject import Subject

ENOUGH = 2


def two_recommendations(subject: Subject) -> Row:
    """Advice to recommend two pieces, in a form or as saved."""
    if subject.posted is not None:
        count = subject.posted_rows("desk_recommendations", "target", "url")
    else:
        count = Recommendation.objects.filter(review=subject.review).count()
    sentence = "" if count >= ENOUGH else _("Recommend two pieces to read next.")
    return Row("recommendations", _("Recommendations"), "desk_recommendations-group", sentence)
