"""What every import has in common, whatever it reads."""

from django.db import connection


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
