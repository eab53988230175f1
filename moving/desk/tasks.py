"""What a worker does with a move: rehearse it, bring it in, pack an export."""

import json
import shutil
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _
from django_tasks import task

from moving.archive.export import export_pieces
from moving.archive.take_in import import_archive
from moving.desk.unpacking import find_source, find_uploads, unpack
from moving.models.move import Move
from moving.report import Report
from moving.take_in import Unreadable
from moving.wordpress.fetch import fetch_picture
from moving.wordpress.mapping import mapping_of
from moving.wordpress.take_in import Source, import_wordpress
from publishing.progress import Progress

SHOWN = 300


class MoveProgress(Progress):
    """Tells the move's row how far it is, every two seconds."""

    def __init__(self, move: Move) -> None:
        super().__init__(None)
        self.move = move

    def step(self, what: str, items: int = 1, done: int = 0) -> None:
        self.items += items
        self.done += done
        now = time.monotonic()
        if now - self._told >= 2:
            self._told = now
            words = f"{what}: {self.words(now - self._began)}"
            Move.objects.filter(pk=self.move.pk).update(progress=words[:200])


@task
def rehearse_move(move_id: int) -> None:
    """Read an upload and say what would become of it. Writes nothing of its content."""
    _take(move_id, rehearse=True)


@task
def run_move(move_id: int) -> None:
    """Bring an upload in. Safe to run again: what is here already is passed over."""
    _take(move_id, rehearse=False)


def _take(move_id: int, rehearse: bool) -> None:
    move = Move.objects.filter(pk=move_id).exclude(kind=Move.Kind.EXPORT).first()
    if move is None:
        return
    state = Move.State.REHEARSING if rehearse else Move.State.RUNNING
    Move.objects.filter(pk=move.pk).update(state=state, progress="")
    folder = Path(tempfile.mkdtemp(prefix="intertitle-move-"))
    try:
        _bring(move, folder, rehearse)
    except Unreadable as error:
        Move.objects.filter(pk=move.pk).update(state=Move.State.FAILED, progress=str(error)[:200])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bring(move: Move, folder: Path, rehearse: bool) -> None:
    content, report_file = folder / "content", folder / "report.json"
    content.mkdir()
    name = str(move.file).rpartition("/")[2]
    with move.file.open("rb") as upload:
        unpack(upload, name, content)
    kind, place = find_source(content)
    Move.objects.filter(pk=move.pk).update(kind=kind)
    with Report(name, report_file) as report:
        if kind == Move.Kind.ARCHIVE:
            import_archive(place, report, MoveProgress(move), rehearse)
        else:
            source = Source(
                files=sorted(place.rglob("*.xml")),
                media=find_uploads(place),
                fetch=fetch_picture if move.fetch_media and not rehearse else None,
                mapping=mapping_of(move.answers, _("Your answers")),
            )
            import_wordpress(source, report, MoveProgress(move), rehearse)
    move.refresh_from_db()
    move.told = _to_be_read(report_file)
    move.state = Move.State.REHEARSED if rehearse else Move.State.DONE
    move.progress = ""
    with report_file.open("rb") as file:
        move.report.save(f"{Path(name).stem}-report.json", File(file), save=False)
    move.save()


def _to_be_read(report: Path) -> dict[str, Any]:
    """Of a report what a person should see: refusals first, then what has a reason."""
    found = json.loads(report.read_text(encoding="utf-8"))
    order = {"refused": 0, "skipped": 2}
    items = [item for item in found["items"] if item["reason"]]
    items.sort(key=lambda item: order.get(item["outcome"], 1))
    return {"counts": found["counts"], "items": items[:SHOWN], "more": max(0, len(items) - SHOWN)}


@task
def export_move(move_id: int) -> None:
    """Pack the chosen pieces, with everything they point at, into a .zip."""
    move = Move.objects.filter(pk=move_id, kind=Move.Kind.EXPORT).first()
    if move is None:
        return
    Move.objects.filter(pk=move.pk).update(state=Move.State.RUNNING)
    folder = Path(tempfile.mkdtemp(prefix="intertitle-move-"))
    try:
        counts = export_pieces(folder / "archive", move.chosen)
        packed = folder / "archive.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
            for path in sorted((folder / "archive").rglob("*")):
                if path.is_file():
                    file.write(path, path.relative_to(folder / "archive"))
        move.refresh_from_db()
        with packed.open("rb") as content:
            move.file.save(f"pieces-{move.begun_at:%Y-%m-%d}.zip", File(content), save=False)
        move.state = Move.State.DONE
        move.progress = _("%(count)d pieces.") % {"count": counts["reviews"]}
        move.save()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
