"""How fast neighbours are computed: `python -m bench.neighbours --pieces 20000`.

`--database postgresql` for the other one. Makes a site of its own and leaves nothing behind.
"""

import argparse
import resource
from time import perf_counter, process_time

from bench.search import own_database

SAMPLE = 200


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options.add_argument("--pieces", type=int, default=20_000)
    options.add_argument("--sample", type=int, default=0, help="time only so many pieces")
    chosen = options.parse_args()
    with own_database(chosen.database):
        measure(chosen.pieces, chosen.sample)


def measure(pieces: int, sample: int) -> None:
    from django.utils import timezone

    from bench.pieces import Vocabulary, fill
    from recommendations.corpus import Corpus, Subject
    from recommendations.neighbours import edition_of, found_by_signal
    from recommendations.signals import SIGNALS
    from recommendations.writing import rebuild, write_neighbours
    from reviews.models.edition import Edition
    from reviews.publish.rebuild import rebuild as index

    fill(pieces, Vocabulary())
    index(lambda _count: None)
    at = timezone.now()
    ids = list(Edition.objects.live(at).values_list("review_id", flat=True)[:SAMPLE])
    corpus = Corpus(at)
    print(f"{corpus.size} pieces")
    for name, (ask, _weight) in SIGNALS.items():
        began = perf_counter()
        for review in ids:
            edition = edition_of(review, at)
            assert edition is not None
            ask(Subject(edition, corpus))
        print(f"{name}: {1000 * (perf_counter() - began) / len(ids):.1f} ms")
    began = perf_counter()
    for review in ids:
        edition = edition_of(review, at)
        assert edition is not None
        found_by_signal(edition, corpus)
    print(f"all: {1000 * (perf_counter() - began) / len(ids):.1f} ms a piece")
    began, worked = perf_counter(), process_time()
    if sample:
        for start in range(0, len(ids), 50):
            write_neighbours(ids[start : start + 50], corpus)
        done = len(ids)
    else:
        rebuild(at)
        done = pieces
    seconds, worked = perf_counter() - began, process_time() - worked
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"rebuild: {done} in {seconds:.0f} s ({worked:.0f} s of this processor), {most:.0f} MB")


if __name__ == "__main__":
    main()
