from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recordings", "0006_scene_scan")]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("work", models.CharField(max_length=100, verbose_name="work")),
                ("about", models.CharField(max_length=40, verbose_name="on what")),
                ("token", models.UUIDField(null=True, verbose_name="held by")),
                (
                    "tries",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="how often in a row it was begun"
                    ),
                ),
                ("renewed_at", models.DateTimeField(verbose_name="last sign of life")),
                ("again", models.BooleanField(default=False, verbose_name="asked for again")),
            ],
            options={
                "verbose_name": "claim on work",
                "verbose_name_plural": "claims on work",
            },
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                fields=("work", "about"), name="one_claim_on_a_piece_of_work"
            ),
        ),
    ]
