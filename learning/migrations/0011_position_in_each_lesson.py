from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0010_open_question")]

    operations = [
        migrations.AddField(
            model_name="played",
            name="positions",
            field=models.JSONField(default=dict, verbose_name="position by lesson"),
        ),
    ]
