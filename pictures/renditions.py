"""Making the files that pages show of a picture.

Takes seconds of processor time: for tasks and commands, never for a request, never inside a
transaction. Names say content, shape and focal point, so a file never changes under its name and
making it twice is making it once.
"""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from PIL import Image

from pictures.models.picture import Picture
from pictures.models.rendition import Rendition, RetiredFile
from pictures.shapes import SHAPES, Shape

# A part of every name: raise it when what follows changes, and `make_renditions` makes all anew.
RECIPE = 1
ENCODERS: dict[str, dict[str, Any]] = {
    # Speed 6 takes three times as long for two per cent of the bytes; 9 gives a third more bytes.
    "avif": {"format": "AVIF", "quality": 50, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 72, "method": 2},
    "jpg": {"format": "JPEG", "quality": 78, "optimize": True, "progressive": True},
    "png": {"format": "PNG", "optimize": True},
}
# As long as somebody may have a page open that names a file not yet loaded.
RETIRED_FOR = timedelta(days=1)


def is_made(picture: Picture) -> bool:
    """True when the renditions are those of its present file and focal point."""
    made = picture.made
    return made.get("recipe") == RECIPE and made.get("focal") == list(picture.focal)


def unmade() -> Iterator[int]:
    """Ids of the pictures whose renditions are missing or of an earlier cut, oldest first."""
    needed = Picture.objects.only("made", "focal_x", "focal_y").order_by("pk")
    return (picture.pk for picture in needed.iterator() if not is_made(picture))


def rendition_name(picture: Picture, shape: Shape, focal: list[int], width: int, form: str) -> str:
    cut = f"-{focal[0]}-{focal[1]}" if shape.ratio else ""
    return f"{picture.folder}/{RECIPE}-{shape.name}{cut}-{width}.{form}"


def make(picture: Picture) -> bool:
    """Make what is missing and let readers' pages have it; False when nothing was to be done.

    A focal point or file that changes meanwhile has its own task: what was made here is retired.
    """
    if is_made(picture) or not picture.file:
        return False
    rows = []
    with picture.file.open() as file, Image.open(file) as image:
        image.load()
        for shape in SHAPES.values():
            rows += _made_in(shape, picture, image)
    _press(picture, rows)
    return True


def _made_in(shape: Shape, picture: Picture, image: Image.Image) -> list[Rendition]:
    """Store one shape's files; a format that is not smaller than the next at every width is left.

    All widths or none: from a list with gaps a browser would take the next larger file.
    """
    fallback = "png" if picture.has_alpha and not shape.for_crawlers else "jpg"
    cuts = list(_cuts(shape, picture, image))
    contents = [{fallback: _encoded(cut, fallback)} for cut in cuts]
    smallest = fallback
    for form in () if shape.for_crawlers else ("webp", "avif"):
        for cut, found in zip(cuts, contents, strict=True):
            found[form] = _encoded(cut, form)
            if len(found[form]) >= len(found[smallest]):
                break
        else:
            smallest = form
            continue
        for found in contents:
            found.pop(form, None)
    rows = []
    for cut, found in zip(cuts, contents, strict=True):
        for form, content in found.items():
            name = rendition_name(picture, shape, list(picture.focal), cut.width, form)
            _store(name, content)
            told = {"shape": shape.name, "format": form, "width": cut.width}
            rows.append(Rendition(picture=picture, file=name, bytes=len(content), **told))
    return rows


def _cuts(shape: Shape, picture: Picture, image: Image.Image) -> Iterator[Image.Image]:
    box = shape.box(image.size, picture.focal)
    if shape.for_crawlers and image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image).convert("RGB")
    for size in shape.sizes(image.size):
        yield image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _encoded(cut: Image.Image, form: str) -> bytes:
    buffer = io.BytesIO()
    cut.save(buffer, **ENCODERS[form])
    return buffer.getvalue()


def _store(name: str, content: bytes) -> None:
    if default_storage.exists(name):
        return
    stored = default_storage.save(name, ContentFile(content))
    if stored != name:  # another task was quicker
        default_storage.delete(stored)


@transaction.atomic
def _press(picture: Picture, rows: list[Rendition]) -> None:
    present = Picture.objects.select_for_update(no_key=True).filter(pk=picture.pk).first()
    unchanged = present is not None and (present.file.name, present.focal) == (
        *(picture.file.name, picture.focal),
    )
    before = list(Rendition.objects.filter(picture=picture.pk))
    names = {row.file for row in rows}
    if not unchanged:
        retire(names - {row.file for row in before})
        return
    old = [row for row in before if row.file not in names]
    known = {row.file for row in before}
    Rendition.objects.filter(pk__in=[row.pk for row in old]).delete()
    Rendition.objects.bulk_create(row for row in rows if row.file not in known)
    RetiredFile.objects.filter(name__in=names).delete()
    retire({row.file for row in old})
    shapes: dict[str, dict[str, list[int]]] = {}
    for row in rows:
        shapes.setdefault(row.shape, {}).setdefault(row.format, []).append(row.width)
    picture.made = {"recipe": RECIPE, "focal": list(picture.focal), "shapes": shapes}
    Picture.objects.filter(pk=picture.pk).update(made=picture.made)


def retire(names: set[str], keep_for: timedelta = RETIRED_FOR) -> None:
    """Have files removed from storage later, when no page that shows them can be open any more."""
    RetiredFile.objects.bulk_create(
        (RetiredFile(name=name, remove_after=timezone.now() + keep_for) for name in sorted(names)),
        ignore_conflicts=True,
    )


def remove_retired() -> int:
    """Remove the retired files that are due; returns how many. Safe to run at any time."""
    due = RetiredFile.objects.filter(remove_after__lte=timezone.now())
    count = 0
    for file in due.iterator():
        file.remove()
        count += 1
    return count
