from django.conf import settings
from django.db import migrations

from reviews.sorting import initial_of, sort_key


def fill(apps, schema_editor):
    Film = apps.get_model("reviews", "Film")
    films = list(Film.objects.filter(initial="").only("title"))
    for film in films:
        film.sort_title = sort_key(film.title, settings.LANGUAGE_CODE)
        film.initial = initial_of(film.sort_title)
    Film.objects.bulk_update(films, ["sort_title", "initial"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_film_sorting")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
