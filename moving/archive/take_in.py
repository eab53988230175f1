"""Taking an archive in, file by file in the order in which they point at each other."""

from itertools import islice
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from moving.archive.intake.base import Intake, Run
from moving.archive.intake.films import FilmIntake
from moving.archive.intake.links import OldAddressIntake, RecommendationIntake
from moving.archive.intake.names import AuthorIntake, PageIntake, PersonIntake, TagIntake
from moving.archive.intake.pictures import PictureIntake
from moving.archive.intake.pieces import PieceIntake
from moving.archive.lines import Line, read_lines
from moving.report import Report
from publishing.models.site_settings import SiteSettings
from publishing.progress import Progress

INTAKES: tuple[type[Intake], ...] = (
    PictureIntake,
    TagIntake,
    AuthorIntake,
    PersonIntake,
    FilmIntake,
    PieceIntake,
    PageIntake,
    RecommendationIntake,
    OldAddressIntake,
)
AT_ONCE = 100


class Unreadable(Exception):
    """The source could not be read at all; the message is a sentence."""


def import_archive(
    folder: Path, report: Report, progress: Progress, rehearse: bool = False
) -> None:
    """Bring everything in, or only tell what would happen. Safe to run again, and after a kill.

    Raises Unreadable when the folder holds no archive.
    """
    files = {intake: folder / f"{intake.kind}.jsonl" for intake in INTAKES}
    there = [path for path in files.values() if path.is_file()]
    if not there:
        names = ", ".join(path.name for path in files.values())
        raise Unreadable(
            _("%(folder)s is no archive: it has none of %(names)s.")
            % {"folder": folder, "names": names}
        )
    progress.whole = sum(path.stat().st_size for path in there)
    run = Run(folder, report, SiteSettings.objects.get(pk=1).zone, rehearse)
    with CommitsTogether():
        for kind, path in files.items():
            intake, lines = kind(run), read_lines(path)
            while portion := list(islice(lines, AT_ONCE)):
                intake.take_lines(portion)
                progress.step(kind.kind, len(portion), _bytes(portion))


def _bytes(lines: list[Line]) -> int:
    return sum(line.size for line in lines)


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
