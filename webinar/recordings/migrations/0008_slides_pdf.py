import django.db.models.deletion
from django.db import migrations, models

import webinar.recordings.models.private_file


class Migration(migrations.Migration):
    dependencies = [("recordings", "0007_claims")]

    operations = [
        migrations.CreateModel(
            name="SlidesPdf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_from", models.CharField(max_length=64, verbose_name="made from")),
                ("left_out", models.JSONField(verbose_name="slides left out")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        storage=webinar.recordings.models.private_file.private_storage,
                        upload_to="recordings",
                        verbose_name="file",
                    ),
                ),
                (
                    "size",
                    models.PositiveBigIntegerField(default=0, verbose_name="size in bytes"),
                ),
                (
                    "sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="SHA-256 of the bytes"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                (
                    "fault",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="why no file could be made"
                    ),
                ),
                (
                    "recording",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cut_slides_pdf",
                        to="recordings.recording",
                        verbose_name="recording",
                    ),
                ),
            ],
            options={
                "verbose_name": "PDF of slides with cuts",
                "verbose_name_plural": "PDFs of slides with cuts",
            },
        ),
    ]
