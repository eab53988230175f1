from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_fill_edition_uid")]

    operations = [
        migrations.AlterField("edition", "uid", models.UUIDField(editable=False)),
    ]
