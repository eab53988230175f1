"""What the desk's pages cost in an archive of 100,000 pieces: queries and milliseconds.

    DATA_DIR=/tmp/many python -m bench.desk_pages            # SQLite, filled on the first run
    DATABASE_URL=postgres://… python -m bench.desk_pages     # PostgreSQL

The database is filled with COUNT pieces, most of them live, some withdrawn, scheduled or drafts,
unless it has that many already. Never run it on a database that is used.
"""

import os
import statistics
import sys
import time
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DEBUG", "1")  # static files need not be collected

import django

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from authors.models.author import Author  # noqa: E402
from publishing.instant import FOREVER  # noqa: E402
from reviews.models.edition import Edition, EditionByline  # noqa: E402
from reviews.models.film import Film  # noqa: E402
from reviews.models.review import Byline, Review  # noqa: E402

COUNT = int(os.environ.get("COUNT", "100000"))
BATCH = 2000
LIST = "/admin/reviews/review/"
PAGES = (
    *("/admin/", LIST, f"{LIST}?status=draft", f"{LIST}?status=live", f"{LIST}?status=scheduled"),
    *(f"{LIST}?status=changed", f"{LIST}?status=withdrawn", f"{LIST}?author=1", f"{LIST}?p=2"),
    *(f"{LIST}?q=Headline+99999", f"{LIST}?p=1500", "/admin/reviews/film/"),
    "/admin/autocomplete/?term=Headline&app_label=recommendations&model_name=recommendation&field_name=target",
)


def fill() -> None:
    """Make what is missing to COUNT pieces, each about a film of its own."""
    authors = [Author.objects.get_or_create(name=f"Author {n}")[0] for n in range(50)]
    now, begun = timezone.now(), Review.objects.count()
    for start in range(begun, COUNT, BATCH):
        numbers = range(start, min(start + BATCH, COUNT))
        films = Film.objects.bulk_create(Film(title=f"Film {n}", slug=f"film-{n}") for n in numbers)
        pieces = Review.objects.bulk_create(
            Review(
                headline=f"Headline {n}",
                film=film,
                body="<p>Words.</p>",
                version=2 if n % 997 == 0 else 1,
                published_version=None if n % 991 == 0 else 1,
                published_at=now - timedelta(minutes=n),
            )
            for n, film in zip(numbers, films, strict=True)
        )
        Byline.objects.bulk_create(
            Byline(review=piece, author=authors[n % 50])
            for piece, n in zip(pieces, numbers, strict=True)
        )
        editions = Edition.objects.bulk_create(
            _edition(piece, n, now)
            for piece, n in zip(pieces, numbers, strict=True)
            if piece.published_version
        )
        EditionByline.objects.bulk_create(
            EditionByline(
                edition=edition,
                author=authors[edition.review_id % 50],
                published_at=edition.published_at,
                live_from=edition.live_from,
                live_until=edition.live_until,
            )
            for edition in editions
        )
        print(f"{numbers.stop:,} of {COUNT:,}", end="\r", flush=True)
    Review.objects.update(saved_at=F("published_at"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _edition(piece: Review, n: int, now: "timezone.datetime") -> Edition:
    begins = now + timedelta(days=1) if n % 4001 == 0 else now - timedelta(minutes=n)
    ends = begins + timedelta(seconds=30) if n % 499 == 0 else FOREVER
    return Edition(
        review=piece,
        uid=piece.uid,
        film_id=piece.film_id,
        headline=piece.headline,
        slug=f"piece-{piece.pk}",
        number=1,
        live_from=begins,
        live_until=ends,
        published_at=min(begins, now - timedelta(minutes=n)),
        card={"authors": [], "tags": [], "film": None},
        desk_version=1,
    )


def main() -> int:
    call_command("migrate", verbosity=0)
    fill()
    editor, _made = User.objects.get_or_create(username="bench", defaults={"is_staff": True})
    editor.groups.add(Group.objects.get(name="Editor"))
    client = Client()
    client.force_login(editor)
    print(f"{Review.objects.count():,} pieces, {connection.vendor}")
    for page in PAGES:
        took = []
        for _ in range(5):
            began = time.perf_counter()
            with CaptureQueriesContext(connection) as captured:
                status = client.get(page, HTTP_HOST="localhost").status_code
            took.append((time.perf_counter() - began) * 1000)
        slowest = max(captured, key=lambda query: float(query["time"]))
        print(
            f"{statistics.median(took):6.0f} ms {len(captured):3} queries  {status}  {page[:60]:60}"
            f"  slowest {float(slowest['time']) * 1000:.0f} ms"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
