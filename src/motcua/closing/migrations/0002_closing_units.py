from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('closing', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='closing',
            name='units',
            field=models.JSONField(default=list),
        ),
    ]
