"""`manage.py doctor`: whether everything agrees that must. It reads only."""

import json
import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from publishing.doctor import Finding, examinations

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Look for what does not agree: texts, files, search, triggers, settings, tasks. Reads "
        "only, safe with the site in use. Exits with 1 when anything was found."
    )
    # It says what the checks say, in its own form.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="for monitors: one JSON object"
        )

    def handle(self, *args: Any, as_json: bool = False, **options: Any) -> None:
        found = {name: _findings(name) for name in examinations()}
        is_well = not any(found.values())
        if as_json:
            told = {
                name: [{"what": one.what, "remedy": one.remedy} for one in ones]
                for name, ones in found.items()
            }
            self.stdout.write(json.dumps({"well": is_well, "found": told}, indent=2))
        else:
            self._tell(found)
        if not is_well:
            raise SystemExit(1)

    def _tell(self, found: dict[str, list[Finding]]) -> None:
        for name, ones in found.items():
            self.stdout.write(f"{name}: {len(ones) or 'nothing'} found")
            for one in ones:
                self.stdout.write(f"  {one.what}\n    {one.remedy}")


def _findings(name: str) -> list[Finding]:
    """An examination that cannot be made is a finding, and the others are made all the same."""
    try:
        return list(examinations()[name]())
    except Exception as error:
        log.exception("doctor: %s could not be looked at", name)
        return [
            Finding(
                f"This could not be looked at: {type(error).__name__}: {error}",
                "See that the database and the storage answer, and that migrate was run.",
            )
        ]
