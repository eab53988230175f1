"""What the doctor looks at in publishing: the triggers that raise the generation."""

from collections.abc import Iterator

from django.db import connection

from publishing.doctor import Finding
from publishing.models.generation import SiteGeneration
from publishing.triggers import missing_triggers


def generation_is_raised() -> Iterator[Finding]:
    """Without its trigger a changed table leaves old pages in the page cache."""
    remedy = "Run manage.py migrate, which makes all triggers anew; then restart the web server."
    for name in missing_triggers(connection):
        yield Finding(f"The trigger {name} is missing, or is not as it must be.", remedy)
    rows = SiteGeneration.objects.count()
    if rows != 1:
        yield Finding(f"The generation has {rows} rows and must have one.", remedy)
