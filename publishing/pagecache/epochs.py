"""Which state of the site a page is made from: a generation, and the last boundary passed.

Two requests of one epoch get the same page. Nothing here writes to the database.
"""

import sqlite3
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, local
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.utils import timezone

from publishing.boundaries import next_boundaries
from publishing.models.generation import SiteGeneration

# So many are read at a time: enough for weeks, and few enough to read at every publication.
BOUNDARIES_READ = 100
EARLIEST = datetime.min.replace(tzinfo=UTC)
_SELECT = f"SELECT n, last_act_at FROM {SiteGeneration._meta.db_table} WHERE id = 1"


class Generation(NamedTuple):
    """The row of SiteGeneration, its moment in UTC."""

    n: int
    last_act_at: datetime


class DatabaseAway(Exception):
    """The generation could not be read."""


class GenerationReader:
    """Reads `(n, last_act_at)` for the thread that asks, exactly: a commit shows at once.

    SQLite tells by `PRAGMA data_version` whether anybody else has committed; then the row is read
    again. It counts other connections only, hence one of our own. PostgreSQL is asked each time.
    """

    def __init__(self) -> None:
        self._own = local()

    def read(self) -> Generation:
        """Raises DatabaseAway."""
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            if connection.vendor == "sqlite":
                return self._from_sqlite(connection.settings_dict["NAME"])
            try:
                return self._selected(connection)
            except Error:
                # The server may have been restarted since: once more, on a new connection.
                connection.close()
                return self._selected(connection)
        except (Error, sqlite3.Error) as error:
            raise DatabaseAway(str(error)) from error

    def _from_sqlite(self, name: str | Path) -> Generation:
        own = self._own
        if getattr(own, "name", None) != name:
            address = f"file:{quote(str(name))}?mode=ro"
            own.file = sqlite3.connect(address, uri=True, isolation_level=None)
            own.name, own.version = name, None
        try:
            # To its end: an unfinished statement would keep this connection in the past.
            version = own.file.execute("PRAGMA data_version").fetchall()
            if version != own.version:
                [(n, told)] = own.file.execute(_SELECT).fetchall()
                own.generation = Generation(n, _moment(told and datetime.fromisoformat(told)))
                own.version = version
        except (sqlite3.Error, ValueError) as error:
            own.name = None
            raise DatabaseAway(str(error)) from error
        return own.generation

    def _selected(self, connection: Any) -> Generation:
        with connection.cursor() as cursor:
            cursor.execute(_SELECT)
            row = cursor.fetchone()
        if row is None:
            raise DatabaseAway("The generation's row is not there.")
        return Generation(row[0], _moment(row[1]))


def _moment(told: datetime | None) -> datetime:
    """The same in UTC; SQLite keeps it without a zone."""
    if told is None:
        return EARLIEST
    return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Epoch:
    """`at` is the instant a page of this epoch may be told at; `key` what such pages share."""

    n: int
    boundary: datetime
    at: datetime

    @property
    def key(self) -> tuple[int, datetime]:
        return self.n, self.boundary


@dataclass(frozen=True, slots=True)
class Horizon:
    """The boundaries later than `since`, as they stood at a generation."""

    generation: Generation
    since: datetime
    boundaries: list[datetime]

    def epoch(self, generation: Generation | None = None) -> Epoch | None:
        """The present epoch; None at another generation, or past all boundaries that were read."""
        if generation and generation.n != self.generation.n:
            return None
        at = max(timezone.now(), self.since)
        passed = bisect_right(self.boundaries, at)
        if passed == BOUNDARIES_READ:
            return None
        boundary = self.boundaries[passed - 1] if passed else self.since
        return Epoch(self.generation.n, boundary, at)


class Epochs:
    """Tells the present epoch. One for a process; safe to ask from every thread."""

    def __init__(self) -> None:
        self._reader = GenerationReader()
        self._horizon: Horizon | None = None
        self._is_away = False
        self._asking, self._looking = Lock(), Lock()

    def now(self) -> Epoch | None:
        """The present epoch, or None when it cannot be known.

        While the database is away it is told from what was read last; the boundaries among that
        are passed at their moments all the same.
        """
        try:
            generation = self._generation()
        except DatabaseAway:
            return self._horizon.epoch() if self._horizon else None
        if self._horizon and (epoch := self._horizon.epoch(generation)):
            return epoch
        try:
            return self._looked_ahead()
        except (DatabaseAway, Error):
            return None

    def _generation(self) -> Generation:
        if not self._is_away:
            try:
                return self._reader.read()
            except DatabaseAway:
                self._is_away = True
                raise
        # One thread asks whether it is back; the others need not each wait for that.
        if not self._asking.acquire(blocking=False):
            raise DatabaseAway("It was away a moment ago.")
        try:
            generation = self._reader.read()
            self._is_away = False
            return generation
        finally:
            self._asking.release()

    def _looked_ahead(self) -> Epoch | None:
        with self._looking:
            # Read again in here, or a thread that is late would bring back an old generation.
            generation = self._reader.read()
            if self._horizon and (epoch := self._horizon.epoch(generation)):
                return epoch
            # Boundaries after the generation: if that moves in between, the next request sees it.
            since = max(timezone.now(), generation.last_act_at)
            boundaries = next_boundaries(since, BOUNDARIES_READ)
            self._horizon = Horizon(generation, since, boundaries)
            return self._horizon.epoch()
