"""What a page says of a picture: which files there are, how large, and which to take unasked."""

from dataclasses import dataclass, field

from django.core.files.storage import default_storage

from pictures.models.picture import Picture
from pictures.renditions import rendition_name
from pictures.shapes import SHAPES

# In this order: a browser takes the first kind it knows.
TYPES = {"avif": "image/avif", "webp": "image/webp"}
FALLBACKS = ("jpg", "png")


@dataclass(frozen=True)
class Shown:
    """A picture in one shape. `sources` are (type, srcset); `src` is for who knows no srcset."""

    src: str
    width: int
    height: int
    srcset: str = ""
    sources: list[tuple[str, str]] = field(default_factory=list)


def shown(picture: Picture, shape_name: str) -> Shown:
    """Tell what there is of a picture in a shape; the kept file until there are renditions."""
    formats = picture.made.get("shapes", {}).get(shape_name)
    if not formats:
        return Shown(picture.url, picture.width, picture.height)
    shape = SHAPES[shape_name]
    addresses = {
        form: [(_address(picture, shape_name, width, form), width) for width in widths]
        for form, widths in formats.items()
    }
    plain = next(addresses[form] for form in FALLBACKS if form in addresses)
    src, width = plain[-1]
    return Shown(
        src=src,
        width=width,
        height=shape.height(width, (picture.width, picture.height)),
        srcset=_srcset(plain),
        sources=[
            (kind, _srcset(addresses[form])) for form, kind in TYPES.items() if form in addresses
        ],
    )


def thumbnail_url(picture: Picture) -> str:
    """One small file of the whole picture, for the desk."""
    formats = picture.made.get("shapes", {}).get("native", {})
    form = next((form for form in ("webp", *FALLBACKS) if form in formats), None)
    if form is None:
        return picture.url
    return _address(picture, "native", formats[form][0], form)


def _address(picture: Picture, shape: str, width: int, form: str) -> str:
    focal = picture.made["focal"]
    return default_storage.url(rendition_name(picture, SHAPES[shape], focal, width, form))


def _srcset(addresses: list[tuple[str, int]]) -> str:
    return ", ".join(f"{address} {width}w" for address, width in addresses)
