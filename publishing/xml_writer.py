"""XML for machines: feeds and sitemaps, written element by element."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

# What XML 1.0 has no way to write, escaped or not (its section 2.2).
_UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XMLWriter:
    """Writes a UTF-8 document; text and attribute values may be any str and are escaped here.

    Characters that XML cannot hold are left out. `take()` gives what was written since the
    last time, so that a long document can be sent in parts.
    """

    def __init__(self) -> None:
        self._buffer = StringIO()
        self._xml = SimplerXMLGenerator(self._buffer, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def inside(self, name: str, **attributes: str) -> Iterator[None]:
        """Write an element around what is written meanwhile; "xmlns__a" stands for "xmlns:a"."""
        self._xml.startElement(name, AttributesImpl(_writable(attributes)))
        yield
        self._xml.endElement(name)

    def write(self, name: str, text: str = "", **attributes: str) -> None:
        """Write an element that holds only text."""
        with self.inside(name, **attributes):
            self._xml.characters(_UNWRITABLE.sub("", text))

    def take(self) -> str:
        written = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        return written


def _writable(attributes: dict[str, str]) -> dict[str, str]:
    return {
        name.replace("__", ":"): _UNWRITABLE.sub("", value) for name, value in attributes.items()
    }
