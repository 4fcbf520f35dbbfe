import webinar.recordings.models.private_file
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('recordings', '0003_captions_by_moment'),
    ]

    operations = [
        migrations.AddField(
            model_name='slideimage',
            name='avif_file',
            field=models.FileField(blank=True, max_length=200, storage=webinar.recordings.models.private_file.private_storage, upload_to='slides', verbose_name='AVIF file'),
        ),
        migrations.AddField(
            model_name='slideimage',
            name='avif_sha256',
            field=models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the AVIF file'),
        ),
        migrations.AddField(
            model_name='slideimage',
            name='avif_size',
            field=models.PositiveBigIntegerField(default=0, verbose_name='size of the AVIF file in bytes'),
        ),
    ]
