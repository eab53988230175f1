"""How many of an editor's own links come back among the first ten recommendations.

    python -m bench.relatedness ARCHIVE TRUTH.json

ARCHIVE is a folder as `export_archive` writes it; TRUTH.json says {review slug: [slugs]}. Brings
the archive into a site of its own on SQLite, computes neighbours as the site does, and prints
recall@10 for all signals together and for each alone. Slugs that are not live are told and left
out. Without arguments it measures the judged set in bench/judged/.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.empty_site import empty_site

JUDGED = Path(__file__).parent / "judged"
FIRST = 10


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("archive", nargs="?", type=Path)
    options.add_argument("truth", nargs="?", type=Path, default=JUDGED / "relations.json")
    chosen = options.parse_args()
    truth: dict[str, list[str]] = json.loads(chosen.truth.read_text(encoding="utf-8"))
    with empty_site(), tempfile.TemporaryDirectory(prefix="intertitle-bench-") as folder:
        _bring_in(chosen.archive, Path(folder))
        recalls, told = measured(truth)
    print(told)
    print("\n| signal | recall@10 |\n|---|---|")
    for name, recall in recalls.items():
        print(f"| {name} | {recall:.3f} |")
    together = recalls.pop("together")
    best = max(recalls, key=lambda name: recalls[name])
    more = together / recalls[best] - 1 if recalls[best] else 0.0
    print(f"\nTogether {more:+.0%} against the best alone ({best}).")


def _bring_in(archive: Path | None, folder: Path) -> None:
    from django.core.management import call_command

    if archive is None:
        from bench.judged_site import fill

        fill()
        return
    report = folder / "report.json"
    try:
        call_command("import_archive", str(archive), report=str(report), stdout=sys.stderr)
    except SystemExit as end:
        if end.code == 2:
            raise


def measured(truth: Mapping[str, Sequence[str]]) -> tuple[dict[str, float], str]:
    """recall@10 by signal, "together" first, and a sentence about what was measured."""
    from django.utils import timezone

    from recommendations.corpus import Corpus
    from recommendations.neighbours import edition_of, found_by_signal, fused
    from reviews.models.edition import Edition

    at = timezone.now()
    pieces = dict(Edition.objects.live(at).values_list("slug", "review_id"))
    corpus = Corpus(at)
    hits: dict[str, int] = {}
    wanted_in_all, seconds, asked = 0, 0.0, 0
    missing: set[str] = set()
    for slug, links in truth.items():
        missing |= {name for name in (slug, *links) if name not in pieces}
        wanted = {pieces[name] for name in links if name in pieces} - {pieces.get(slug)}
        if slug not in pieces or not wanted:
            continue
        began = perf_counter()
        edition = edition_of(pieces[slug], at)
        assert edition is not None
        found = found_by_signal(edition, corpus)
        near = fused(found)
        seconds += perf_counter() - began
        asked += 1
        wanted_in_all += len(wanted)
        lists: dict[str, Iterable[Any]] = {"together": near, **found}
        for name, answers in lists.items():
            first = {one.review_id for one in list(answers)[:FIRST]}
            hits[name] = hits.get(name, 0) + len(wanted & first)
    told = (
        f"{asked} pieces, {wanted_in_all} links, among {len(pieces)} live; "
        f"{1000 * seconds / max(asked, 1):.1f} ms a piece."
    )
    if missing:
        told += f" Not live, left out: {len(missing)} ({', '.join(sorted(missing)[:5])} …)."
    return {name: count / max(wanted_in_all, 1) for name, count in hits.items()}, told


if __name__ == "__main__":
    main()
