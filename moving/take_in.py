"""What every import has in common, whatever it reads."""

from django.db import connection
from django.utils.translation import gettext as _

from moving.report import Report
from publishing.log import Kind, audit
from recommendations.tasks import compute_missing_after_commit


class Unreadable(Exception):
    """The source could not be read at all; the message is a sentence."""


class CommitsTogether:
    """Let this connection's commits reach the disk together instead of one by one.

    What a power failure could take away is what the next run brings in again; the database stays
    whole, and other people's saves, on connections of their own, are as safe as ever.
    """

    def __enter__(self) -> None:
        self._set("PRAGMA synchronous=NORMAL", "SET synchronous_commit = off")

    def __exit__(self, *error: object) -> None:
        self._set("PRAGMA synchronous=FULL", "RESET synchronous_commit")

    def _set(self, sqlite: str, postgresql: str) -> None:
        # Inside somebody's transaction SQLite would refuse it, and there is nothing to gain.
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(sqlite if connection.vendor == "sqlite" else postgresql)


def finish(report: Report) -> None:
    """What follows everything that came in: it is on record, and what is near to it computed."""
    counts = report.summary()
    sentence = _("Imported %(source)s: %(created)d new, %(updated)d changed, %(refused)d refused.")
    audit(Kind.IMPORT, sentence % {**counts, "source": report.source}, after=counts)
    compute_missing_after_commit()
