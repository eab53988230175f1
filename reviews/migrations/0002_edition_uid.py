from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [
        migrations.AddField("edition", "uid", models.UUIDField(editable=False, null=True)),
    ]
