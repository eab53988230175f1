"""`manage.py tick`: what has to be done now and then. The task worker runs it by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from operations.ticking import tick


class Command(BaseCommand):
    help = (
        "Do the regular work: take back the tasks of killed workers, ask about trailers, make "
        "missing pictures, forget what is old. Safe at any time and twice at once. Exits with 1 "
        "when a part failed; the others were done."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        has_failed = False
        for done in tick():
            has_failed |= done.has_failed
            stream = self.stderr if done.has_failed else self.stdout
            stream.write(f"{done.name}: {done.said}")
        if has_failed:
            raise SystemExit(1)
