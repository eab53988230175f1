"""How fast search is, and how good: `python -m bench.search --database postgresql --pieces 20000`.

Makes a site of its own, on a database of its own, and leaves nothing behind; `--write` puts the
figures into docs/performance.md.
"""

import argparse
import os
import resource
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.tables import write_table

REPEATS = 60


@contextmanager
def own_database(kind: str) -> Iterator[None]:
    """A data folder, and for PostgreSQL a cluster, for as long as this runs; Django set up."""
    from tests.plugins import postgresql

    folder, cluster = Path(tempfile.mkdtemp(prefix="intertitle-bench-")), None
    os.environ.update(DATA_DIR=str(folder), DJANGO_SETTINGS_MODULE="config.settings")
    os.environ.pop("DATABASE_URL", None)
    try:
        if kind == "postgresql":
            binaries = postgresql.find_binaries()
            if binaries is None:
                raise SystemExit("This machine has no PostgreSQL binaries.")
            cluster = postgresql.start_cluster(binaries)
            # The cluster is born with one database, and this run has it for itself.
            os.environ["DATABASE_URL"] = cluster.url.replace("/intertitle", "/postgres")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield
    finally:
        if cluster is not None:
            cluster.stop()
        shutil.rmtree(folder)


def milliseconds(act: Callable[[Any], Any], inputs: list[Any]) -> list[str]:
    """Median and 95th percentile of `act` over the inputs, by the clock and of this processor.

    The second is what a machine without other work would need, on SQLite; PostgreSQL works in
    processes of its own.
    """
    for one in inputs[:5]:
        act(one)
    taken: dict[Callable[[], float], list[float]] = {perf_counter: [], process_time: []}
    for one in inputs:
        began = {clock: clock() for clock in taken}
        act(one)
        for clock, times in taken.items():
            times.append(1000 * (clock() - began[clock]))
    cuts = [statistics.quantiles(times, n=20, method="inclusive") for times in taken.values()]
    (median, worst), (own_median, own_worst) = ((cut[9], cut[-1]) for cut in cuts)
    return [f"{median:.1f} / {worst:.1f}", f"{own_median:.1f} / {own_worst:.1f}"]


def judge() -> dict[str, float]:
    """The mean reciprocal rank by language, on the small site; it is taken away again."""
    from django.db import transaction
    from django.utils import timezone

    from bench import judged_site

    with transaction.atomic():
        judged_site.fill()
        judged = judged_site.ranks(timezone.now())
        transaction.set_rollback(True)
    return {
        language: judged_site.mean_reciprocal_rank(
            [(query, rank) for query, rank in judged if query["language"] == language]
        )
        for language in ("en", "fr", "ko")
    }


def measure(pieces: int) -> list[list[str]]:
    """Rows of (what, by the clock, of this processor)."""
    from django.test import Client
    from django.utils import timezone

    from bench.pieces import WORDS, Vocabulary, fill
    from reviews.models.edition import Edition
    from reviews.publish.rebuild import rebuild
    from reviews.search.find import Search, find
    from reviews.search.likeness import alike

    figures = [[f"right answers, {name}", f"{rank:.3f}", ""] for name, rank in judge().items()]
    words = Vocabulary()
    fill(pieces, words)
    began, own = perf_counter(), process_time()
    rebuild()
    taken = [f"{perf_counter() - began:.0f}", f"{process_time() - own:.0f}"]
    figures.append(["the whole index, s", *taken])
    _say(figures[-1])
    _settle()
    at, chance = timezone.now(), words.chance

    def searched(typed: str) -> None:
        find(Search(typed=typed), at)

    rare = [words.words[chance.randrange(WORDS // 6, WORDS // 2)] for _ in range(REPEATS)]
    common = [words.words[number % 10] for number in range(REPEATS)]
    two = [" ".join(words.some(2)) for _ in range(REPEATS)]
    client = Client(SERVER_NAME="localhost")
    beginnings = [
        word[: 2 + number % 3] for number, word in enumerate(words.some(REPEATS)) if len(word) > 1
    ]
    misspelt = [f"{word[:3]}{word[4:]}q" for word in rare if len(word) > 5]
    editions = list(Edition.objects.order_by("?")[:20])
    for name, act, inputs in (
        ("rare word", searched, rare),
        ("very common word", searched, common),
        ("two words", searched, two),
        ("nothing found", searched, misspelt),
        ("suggestion", lambda q: client.get("/search/suggest/", {"q": q}), beginnings),
        ("alike", lambda edition: alike(edition, at), editions),
    ):
        figures.append([f"{name}, ms", *milliseconds(act, inputs)])
        _say(figures[-1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures.append(["peak of memory, MB", f"{peak:.0f}", ""])
    return figures


def _say(row: list[str]) -> None:
    """Whoever waits for minutes sees how far it is."""
    sys.stderr.write(f"{': '.join(filter(None, row))}\n")


def _settle() -> None:
    """As a server left alone for a minute would: statistics taken, lists of new entries emptied."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--pieces", type=int, default=20_000)
    parser.add_argument("--write", action="store_true", help="renew docs/performance.md")
    asked = parser.parse_args()
    with own_database(asked.database):
        figures = measure(asked.pieces)
    columns = [f"{asked.pieces:,} pieces", "by the clock", "of this processor"]
    write_table(f"search-{asked.database}", columns, figures, is_kept=asked.write)


if __name__ == "__main__":
    main()
