from django.db import migrations


def fill(apps, schema_editor):
    """The version stood in the data alone; in batches, because the data hold whole texts."""
    Revision = apps.get_model("reviews", "Revision")
    batch = []
    for revision in Revision.objects.only("data").iterator(chunk_size=100):
        version = revision.data.get("version") if isinstance(revision.data, dict) else None
        if isinstance(version, int):
            revision.version = version
            batch.append(revision)
        if len(batch) == 100:
            Revision.objects.bulk_update(batch, ["version"])
            batch = []
    Revision.objects.bulk_update(batch, ["version"])


class Migration(migrations.Migration):
    dependencies = [("reviews", "0011_revision_version")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
