"""Telling people what concerns them: on their dashboard always, by mail where that is set up.

    notify(Notice.Kind.SENT_BACK, writers, sentence, address=review.desk_url, by=user)

Called inside the transaction of the act; mail leaves after its commit, by the task worker.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from publishing.models.notice import Notice
from publishing.models.preferences import Preferences
from publishing.models.site_settings import SiteSettings

logger = logging.getLogger(__name__)

# How long a mail that was not taken waits for its next try.
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))


def notify(
    kind: str,
    to: Iterable[User | None],
    sentence: str,
    *,
    address: str = "",
    by: User | None = None,
) -> list[Notice]:
    """Tell each active person of `to` once, but not `by`, who did it and knows it."""
    people = {person.pk: person for person in to if person is not None and person.is_active}
    people.pop(by.pk if by else 0, None)
    notices = Notice.objects.bulk_create(
        Notice(to=person, kind=kind, sentence=sentence, address=address)
        for person in people.values()
    )
    if settings.EMAIL_URL:
        for notice in notices:
            if people[notice.to_id].email and not _is_opted_out(people[notice.to_id], kind):
                transaction.on_commit(_mailing(notice), robust=True)
    return notices


def people_who_may(permission: str) -> QuerySet[User]:
    """Active people with a permission such as "reviews.publish_review", superusers too."""
    app, codename = permission.split(".")
    granted = Permission.objects.filter(content_type__app_label=app, codename=codename)
    holders = Q(is_superuser=True) | Q(user_permissions__in=granted)
    holders |= Q(groups__permissions__in=granted)
    return User.objects.filter(holders, is_active=True, is_staff=True).distinct()


def unread(person: User) -> QuerySet[Notice]:
    return Notice.objects.filter(to=person, read_at=None)


def _is_opted_out(person: User, kind: str) -> bool:
    own = Preferences.objects.filter(person=person).first()
    return own is not None and kind in own.not_by_mail


def _mailing(notice: Notice) -> Any:
    return lambda: mail_notice.enqueue(notice.pk)


@task
def mail_notice(notice_id: int, tried: int = 0) -> None:
    """Mail one notice, and try again later when the mail server does not take it.

    Safe to run again: what was mailed, or read at the desk meanwhile, is not mailed.
    """
    notice = Notice.objects.select_related("to").filter(pk=notice_id).first()
    if notice is None or notice.mailed_at or notice.read_at or not notice.to.is_active:
        return
    site = SiteSettings.objects.get(pk=1)
    link = site.absolute(notice.address) if notice.address else site.absolute("/admin/")
    footer = _("Which of these you get by mail: %(address)s") % {
        "address": site.absolute("/admin/account/preferences/")
    }
    # A header is one line, whatever a headline holds.
    subject = " ".join(f"{site.name}: {notice.sentence}".split())[:180]
    try:
        send_mail(subject, f"{notice.sentence}\n\n{link}\n\n{footer}\n", None, [notice.to.email])
    except (OSError, SMTPException) as error:
        if tried >= len(PAUSES):
            logger.error("Notice %s was not mailed: %s. It stays on the desk.", notice_id, error)
            return
        logger.warning("Notice %s is mailed later: %s", notice_id, type(error).__name__)
        again = timezone.now() + PAUSES[tried]
        mail_notice.using(run_after=again).enqueue(notice_id, tried + 1)
        return
    Notice.objects.filter(pk=notice_id).update(mailed_at=timezone.now())
