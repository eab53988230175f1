"""The site's rule, where it is switched on, that nobody publishes alone what she wrote."""

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from publishing.models.site_settings import SiteSettings
from reviews.models.review import Review
from reviews.models.revision import Revision
from reviews.publish.refusals import NotReady

WRITTEN = (Revision.Kind.SAVE, Revision.Kind.RESTORE)


def check_second_pair(review: Review, by: User | None) -> None:
    """Refuse (NotReady) a text that nobody but `by` has saved since it was published last.

    A colleague has seen it when she saved it or is the one who publishes it.
    """
    if by is None or not SiteSettings.objects.filter(pk=1, four_eyes=True).exists():
        return
    published = review.published_version or 0
    saved = review.revisions.filter(kind__in=WRITTEN).values_list("by", "data__version")
    writers = {writer for writer, version in saved if (version or 0) > published}
    if writers <= {by.pk}:
        raise NotReady(_("Nobody but you has worked on this text; ask a colleague to publish it."))


def check_second_pair_for_correction(by: User | None) -> None:
    """A correction goes from one pair of hands straight to readers, so the rule forbids it."""
    if by is not None and SiteSettings.objects.filter(pk=1, four_eyes=True).exists():
        raise NotReady(
            _("Here a second person publishes every change: save it in the draft and submit it.")
        )
