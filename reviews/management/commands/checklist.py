"""The checklist of every piece, as the form shows it."""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from publishing.progress import Progress
from reviews.desk.checklist import Row, checklist
from reviews.desk.link_checks import ask, due
from reviews.desk.own_links import foreign_links
from reviews.desk.subject import saved_subject
from reviews.models.edition import Edition
from reviews.models.review import Review

BATCH = 200


class Command(BaseCommand):
    help = (
        "Go through the checklist of every piece, with the code of the form, and name what lacks a "
        "must. Exits with 1 when any does. With --links addresses elsewhere are asked too, each "
        "once a week and a host once a second at most; safe to stop and to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--live", action="store_true", help="only pieces that readers see")
        parser.add_argument("--advice", action="store_true", help="name what is advised, too")
        parser.add_argument("--links", action="store_true", help="ask links to other sites first")
        parser.add_argument("--limit", type=int, help="ask for so many links at most")

    def handle(self, *args: Any, **options: Any) -> None:
        told = self.stdout if options["verbosity"] else None
        pieces = Review.objects.order_by("pk")
        if options["live"]:
            live = Edition.objects.live(timezone.now())
            pieces = pieces.filter(pk__in=live.values("review"))
        if options["links"]:
            self._ask_links(pieces, options["limit"], told)
        counts = self._go_through(pieces, options["advice"], told)
        if told:
            self._sum_up(counts)
        if any(key.endswith(" must") for key in counts):
            sys.exit(1)

    def _go_through(self, pieces: Any, names_advice: bool, told: Any) -> Counter[str]:
        counts: Counter[str] = Counter()
        progress = Progress(told, whole=pieces.count())
        for review in _in_batches(pieces):
            rows = checklist(saved_subject(review, timezone.now()))
            counts["pieces"] += 1
            for row in rows:
                counts[f"{row.title} {row.tone}"] += not row.is_done
            named = ("must", "should") if names_advice else ("must",)
            wrong = [row for row in rows if row.tone in named]
            if wrong and told:
                told.write(_line(review, wrong))
            progress.step("Checklist", done=1)
        progress.finish()
        return +counts

    def _ask_links(self, pieces: Any, limit: int | None, told: Any) -> None:
        bodies = pieces.filter(body__contains="<a ").values_list("body", flat=True)
        found = {link for body in bodies.iterator(BATCH) for link in foreign_links(body)}
        links = due(sorted(found))[:limit]
        progress = Progress(told, whole=len(links))
        dead = 0
        for check in ask(links):
            dead += bool(check.why)
            if check.why and told:
                told.write(f"{check.address}: {check.why}")
            progress.step("Links", done=1)
        progress.finish()
        if told:
            told.write(f"Asked {len(links)} of {len(found)} links; {dead} did not answer.")

    def _sum_up(self, counts: Counter[str]) -> None:
        pieces = counts.pop("pieces", 0)
        self.stdout.write(f"{pieces:,} pieces.")
        for key, count in sorted(counts.items()):
            title, _space, tone = key.rpartition(" ")
            word = "must" if tone == "must" else "advised"
            self.stdout.write(f"{count:8,}  {title} ({word})")


def _in_batches(pieces: Any) -> Iterator[Review]:
    """Every piece, by id, so that no cursor stays open over a long run."""
    last = 0
    while batch := list(pieces.filter(pk__gt=last)[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _line(review: Review, rows: list[Row]) -> str:
    return f"{review.pk} {review}: {' '.join(row.sentence for row in rows)}"
