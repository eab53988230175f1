"""Many trailers at once: lines of "title, address", each told beforehand what it will do."""

import re
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reviews.desk.trailers.adding import Added, add_trailer, same_video
from reviews.desk.trailers.films import find_film, may_add, new_film, title_and_year
from reviews.models.film import Film
from reviews.models.trailer import Trailer
from reviews.trailers.paste import Pasted, TrailerRefused, read_paste

AT_MOST = 200
# The address is what follows the last comma or tab; an embed code begins at its first <.
LINE = re.compile(r"(?P<film>[^<]+?)\s*(?:[,;\t]\s*|\s(?=https?://))(?P<paste><.+|[^\s,;]+)")


@dataclass
class Line:
    """One line as typed, and what it will do: `refusal` or a film, known or new, with a video."""

    text: str
    film: Film | None = None
    title: str = ""
    year: int | None = None
    pasted: Pasted | None = None
    refusal: str = ""
    others: list[Trailer] = field(default_factory=list)
    has_it: bool = False

    @property
    def trailer(self) -> Trailer | None:
        """The trailer as it would be, for its caption."""
        if self.pasted is None:
            return None
        pasted = self.pasted
        return Trailer(
            provider=pasted.provider,
            video_id=pasted.video_id,
            video_hash=pasted.video_hash,
            title=pasted.title,
            uploader=pasted.uploader,
            uploader_url=pasted.uploader_url,
        )

    @property
    def film_words(self) -> str:
        return str(self.film) if self.film else f"{self.title} ({self.year})"


def read_lines(text: str, by: User) -> list[Line]:
    """What each line will do; nothing is saved. Empty lines are passed over."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    read = [_read(line, by) for line in lines[:AT_MOST]]
    too_many = _("At most %(most)d lines fit; send the rest afterwards.") % {"most": AT_MOST}
    return read + [Line(line, refusal=too_many) for line in lines[AT_MOST:]]


def save_lines(text: str, by: User) -> tuple[list[Added], list[Line]]:
    """Do what the lines say; returns what was added, and the lines that were refused.

    Each is read anew when its turn comes: an earlier one may have added the film.
    """
    added, refused = [], []
    for line in read_lines(text, by):
        # Refusals stand, but a film that two lines name is new only once.
        film = line.film or (None if line.refusal else find_film(line.title, line.year))
        if line.refusal or line.pasted is None:
            refused.append(line)
            continue
        film = film or new_film(line.title, line.year or 0, by)
        added.append(add_trailer(film, line.pasted, by))
    return added, refused


def _read(text: str, by: User) -> Line:
    parts = LINE.fullmatch(text)
    if not parts:
        return Line(text, refusal=_("Write the film, a comma, and the trailer's address."))
    title, year = title_and_year(parts["film"])
    line = Line(text, title=title, year=year)
    try:
        line.pasted = read_paste(parts["paste"])
        line.film = find_film(title, year)
        if line.film is None:
            may_add(title, year, by)
    except TrailerRefused as refusal:
        line.refusal = str(refusal)
    except ValidationError as error:
        line.refusal = " ".join(error.messages)
    else:
        rows = list(same_video(line.pasted))
        line.has_it = any(row.film_id == getattr(line.film, "pk", None) for row in rows)
        line.others = [row for row in rows if row.film_id != getattr(line.film, "pk", None)]
    return line
