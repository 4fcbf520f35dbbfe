from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0008_notes")]

    operations = [
        migrations.AddField(
            model_name="played",
            name="spent_until",
            field=models.DateTimeField(null=True, verbose_name="clock used up to"),
        ),
    ]
