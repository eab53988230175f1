from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0004_audit_entry'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitesettings',
            name='four_eyes',
            field=models.BooleanField(default=False, help_text='Nobody publishes alone what she wrote; the live text is not fixed directly.', verbose_name='four eyes'),
        ),
    ]
