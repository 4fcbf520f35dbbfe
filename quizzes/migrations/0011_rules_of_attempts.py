from django.db import migrations, models


class Migration(migrations.Migration):
    """Attempts keep the rules with which they began; the next migration fills in those that were begun."""

    dependencies = [("quizzes", "0010_asked_elsewhere")]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="time_limit_minutes",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="time limit"
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="feedback",
            field=models.CharField(
                choices=[("end", "At the end"), ("now", "After each question")],
                default="end",
                max_length=10,
                verbose_name="feedback",
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="layout",
            field=models.CharField(
                choices=[
                    ("one_page", "All questions on one page"),
                    ("one_by_one", "One question at a time"),
                ],
                default="one_page",
                max_length=20,
                verbose_name="layout",
            ),
        ),
    ]
