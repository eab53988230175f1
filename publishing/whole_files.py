"""Files on the disk that are either whole or not there."""

import os
import secrets
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Writes beside the final name, ending in `.part`, and renames when all bytes are down.

    Django's own writes under the final name: a full disk, or a server killed on the way, leaves
    half a file that looks like a picture.
    """

    def _save(self, name: str, content: Any) -> str:
        folder = os.path.dirname(name)  # noqa: PTH120  (a name in storage, not a path)
        partial = f"{folder}/.{secrets.token_hex(8)}.part".lstrip("/")
        try:
            partial = super()._save(partial, content)  # type: ignore[misc]
            self._flush(partial)
            os.replace(self.path(partial), self.path(name))  # noqa: PTH105
        except BaseException:
            self.delete(partial)
            raise
        return name

    def _flush(self, name: str) -> None:
        """Wait for the disk: the row that names the file is flushed too when it is committed."""
        descriptor = os.open(self.path(name), os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
