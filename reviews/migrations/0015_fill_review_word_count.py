from django.db import migrations

from publishing.plain_text import plain_text, word_count


def count_words(apps, schema_editor):
    """Pieces saved before the column was there, in batches; the next save counts anew anyway."""
    review = apps.get_model("reviews", "Review")
    rows = review.objects.exclude(body="").only("pk", "body", "language").order_by("pk")
    batch = []
    for piece in rows.iterator(chunk_size=200):
        piece.word_count = word_count(plain_text(piece.body), piece.language)
        batch.append(piece)
        if len(batch) == 200:
            review.objects.bulk_update(batch, ["word_count"])
            batch = []
    review.objects.bulk_update(batch, ["word_count"])


class Migration(migrations.Migration):
    dependencies = [("reviews", "0014_review_word_count")]

    operations = [migrations.RunPython(count_words, migrations.RunPython.noop)]
