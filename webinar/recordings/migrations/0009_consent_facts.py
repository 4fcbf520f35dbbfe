import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("recordings", "0008_slides_pdf")]

    operations = [
        migrations.CreateModel(
            name="ConsentFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[("given", "agreed"), ("withdrawn", "took it back")],
                        max_length=10,
                        verbose_name="what changed",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "recording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_facts",
                        to="recordings.recording",
                        verbose_name="recording",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.subject",
                        verbose_name="person on file",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of consent",
                "verbose_name_plural": "changes of consent",
                "ordering": ["at", "pk"],
            },
        ),
    ]
