"""Pictures inside a text, which the site knows by number and an archive by id and path.

In an archive a text shows a picture as `<figure data-picture="its id">`, or as `<img>` with the
path of its file.
"""

import re
from collections.abc import Callable

from django.conf import settings

KEY = re.compile(r'data-picture="([^"]*)"')
_PLACEHOLDER = re.compile(
    r'<figure data-picture="([0-9]+)">(?:<figcaption>.*?</figcaption>)?</figure>', re.DOTALL
)
_SOURCE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]*)(")')


def portable(
    body: str, id_of: Callable[[int], str | None], path_of: Callable[[str], str | None]
) -> str:
    """A cleaned body as the archive tells it: `id_of` a picture's number, `path_of` a file's name.

    A figure whose picture is gone shows nobody anything, and is left out.
    """

    def figure(match: re.Match[str]) -> str:
        known = id_of(int(match[1]))
        return match[0].replace(f'"{match[1]}"', f'"{known}"', 1) if known else ""

    def image(match: re.Match[str]) -> str:
        path = path_of(match[2].removeprefix(settings.MEDIA_URL))
        return f"{match[1]}{path}{match[3]}" if path else match[0]

    return _SOURCE.sub(image, _PLACEHOLDER.sub(figure, body))


def local(
    body: str, number_of: Callable[[str], int | None], url_of: Callable[[str], str | None]
) -> tuple[str, list[str]]:
    """An archive's body with this site's numbers, not yet cleaned, and the pictures it lacks.

    An id that the archive does not explain must not become a picture that happens to be here.
    """
    lacking = []

    def figure(match: re.Match[str]) -> str:
        number = number_of(match[1])
        if number is None:
            lacking.append(match[1])
        return f'data-picture="{number or 0}"'

    def image(match: re.Match[str]) -> str:
        url = url_of(match[2])
        if url is None:
            lacking.append(match[2])
        return f"{match[1]}{url or ''}{match[3]}"

    return _SOURCE.sub(image, KEY.sub(figure, body)), lacking
