from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_organisations")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="declined_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
