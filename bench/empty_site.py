"""An empty site to measure on: its own database and media, gone afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def empty_site() -> Iterator[None]:
    """Set Django up on a fresh SQLite file. Import nothing of ours before it."""
    with tempfile.TemporaryDirectory(prefix="intertitle-bench-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connections.close_all()
