"""Asking providers for trailers, by hand or by a timer."""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reviews.models.trailer_check import BROKEN, Outcome
from reviews.trailers.doctor import check_due, due_trailers


class Command(BaseCommand):
    help = (
        "Ask providers for the trailers that are due: each weekly, broken ones daily, at most one "
        "a second and provider. Safe to stop and to run again. Exits with 1 when any is broken, "
        "with 2 when there was not one answer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, help="ask for so many at most")

    def handle(self, *args: Any, **options: Any) -> None:
        total = due_trailers(timezone.now()).count()
        total = min(total, options["limit"]) if options["limit"] else total
        started, outcomes = time.monotonic(), Counter[str]()
        for number, answer in enumerate(check_due(options["limit"]), start=1):
            outcomes[answer.outcome] += 1
            if options["verbosity"] and answer.outcome != Outcome.OK:
                words = f"{answer.trailer} ({answer.trailer.film}): {answer.why}"
                self.stdout.write(words)
            if options["verbosity"] and number % 25 == 0:
                rate = number / max(time.monotonic() - started, 0.001)
                left = (total - number) / rate / 60
                self.stdout.write(f"{number} of {total}, {rate:.1f} a second, {left:.0f} min left")
        if options["verbosity"]:
            words = ", ".join(f"{Outcome(name).label} {count}" for name, count in outcomes.items())
            self.stdout.write(f"Trailers asked for: {outcomes.total()}. {words or 'None was due'}.")
        if outcomes and set(outcomes) == {Outcome.UNSURE}:
            sys.exit(2)
        if any(outcomes[outcome] for outcome in BROKEN):
            sys.exit(1)
