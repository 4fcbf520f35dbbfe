import django.core.validators
from django.db import migrations, models


def give_an_hour(apps, schema_editor):
    """Where none was given, no seat could be offered: giving one back failed."""
    apps.get_model("live", "LiveSession").objects.filter(offer_hours=0).update(offer_hours=1)


class Migration(migrations.Migration):
    dependencies = [
        ("live", "0003_reminder_of_a_session"),
    ]

    operations = [
        migrations.RunPython(give_an_hour, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="livesession",
            name="offer_hours",
            field=models.PositiveSmallIntegerField(
                default=48,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="hours to accept an offered seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="livesession",
            constraint=models.CheckConstraint(
                condition=models.Q(("offer_hours__gte", 1)),
                name="offered_seat_is_kept_for_an_hour_at_least",
            ),
        ),
    ]
