"""Makes the renditions of all pictures that lack them, and removes files that are retired."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pictures.models.picture import Picture
from pictures.renditions import make, remove_retired, unmade


class Command(BaseCommand):
    help = "Make the AVIF, WebP and JPEG files of all pictures that lack them. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anew",
            action="store_true",
            help="make all again, for files that were lost: what is in storage stays as it is",
        )

    def handle(self, *args: Any, anew: bool = False, **options: Any) -> None:
        """One picture after the other; one that fails is told and does not stop the rest."""
        everything = Picture.objects.order_by("pk").values_list("pk", flat=True)
        wanted = list(everything if anew else unmade())
        started, failed = time.monotonic(), 0
        for done, pk in enumerate(wanted, start=1):
            failed += not self._made(pk, anew)
            self._tell(done, len(wanted), time.monotonic() - started)
        removed = remove_retired()
        self.stdout.write(
            f"Made the renditions of {len(wanted) - failed} pictures; {failed} failed; "
            f"removed {removed} retired files."
        )
        if failed:
            raise CommandError("Run it again when the cause is mended: what is made stays made.")

    def _made(self, pk: int, anew: bool) -> bool:
        picture = Picture.objects.filter(pk=pk).first()
        if picture is None:
            return True  # deleted meanwhile
        if anew:
            picture.made = {}
        try:
            make(picture)
        except Exception as error:
            self.stderr.write(f"Picture {pk} ({picture.file.name}): {error}")
            return False
        return True

    def _tell(self, done: int, of: int, seconds: float) -> None:
        rate = done / seconds if seconds else 0.0
        left = (of - done) / rate if rate else 0.0
        # Over itself on a terminal, every hundredth in a log.
        on_terminal = self.stdout.isatty()
        if on_terminal or done % 100 == 0:
            self.stdout.write(
                f"{done} of {of}, {rate:.1f} a second, {left:.0f} seconds left",
                ending="\r" if on_terminal and done < of else "\n",
            )
