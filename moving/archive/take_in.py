"""Taking an archive in, file by file in the order in which they point at each other."""

from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from moving.archive.intake.base import Intake, Run
from moving.archive.intake.films import FilmIntake
from moving.archive.intake.links import OldAddressIntake, RecommendationIntake
from moving.archive.intake.names import AuthorIntake, PageIntake, PersonIntake, TagIntake
from moving.archive.intake.pictures import PictureIntake
from moving.archive.intake.pieces import PieceIntake
from moving.archive.lines import Line, read_lines
from moving.report import Report
from moving.take_in import CommitsTogether, Unreadable, finish
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
    if not rehearse:
        finish(report)


def _bytes(lines: list[Line]) -> int:
    return sum(line.size for line in lines)
