import django.db.models.deletion
import uuid
import webinar.recordings.models.private_file
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('recordings', '0004_avif_pictures'),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, storage=webinar.recordings.models.private_file.private_storage, upload_to='sources', verbose_name='file')),
                ('format', models.CharField(choices=[('mp4', 'MP4'), ('webm', 'WebM'), ('mp3', 'MP3'), ('pdf', 'PDF'), ('pptx', 'PPTX')], max_length=8, verbose_name='format')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256 of the bytes')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('deck', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='source', to='recordings.slidedeck', verbose_name='slide deck')),
                ('recording', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='source', to='recordings.recording', verbose_name='recording')),
            ],
            options={
                'verbose_name': 'source file',
                'verbose_name_plural': 'source files',
                'constraints': [models.CheckConstraint(condition=models.Q(('recording__isnull', True), ('deck__isnull', True), _connector='XOR'), name='a_source_is_of_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('video', 'video'), ('poster', 'still picture'), ('audio', 'sound only, evened out'), ('small_video', 'small video for a slow line'), ('pages', 'pages of the presentation'), ('pictures', 'slide pictures')], max_length=16, verbose_name='kind')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('working', 'working'), ('ready', 'ready'), ('failed', 'failed'), ('missing', 'not possible here')], default='waiting', max_length=8, verbose_name='state')),
                ('percent', models.PositiveSmallIntegerField(default=0, verbose_name='how much of it is done')),
                ('refusal', models.CharField(blank=True, max_length=60, verbose_name='why it stopped')),
                ('turn', models.PositiveIntegerField(default=0, verbose_name='how often it was begun')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='how often in a row it was left behind')),
                ('beat_at', models.DateTimeField(verbose_name='last sign of life')),
                ('deck', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='recordings.slidedeck', verbose_name='slide deck')),
                ('recording', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='recordings.recording', verbose_name='recording')),
            ],
            options={
                'verbose_name': 'step',
                'verbose_name_plural': 'steps',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('recording', 'kind'), name='one_step_of_a_kind_a_recording'), models.UniqueConstraint(fields=('deck', 'kind'), name='one_step_of_a_kind_a_deck'), models.CheckConstraint(condition=models.Q(('recording__isnull', True), ('deck__isnull', True), _connector='XOR'), name='a_step_is_of_one_thing'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='a_step_is_at_most_all_done')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=255, verbose_name='name of the file')),
                ('length', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('modified_ms', models.BigIntegerField(default=0, verbose_name='changed, in milliseconds since 1970')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('en', 'English'), ('fr', 'French')], max_length=5, verbose_name='language')),
                ('format', models.CharField(blank=True, choices=[('mp4', 'MP4'), ('webm', 'WebM'), ('mp3', 'MP3'), ('pdf', 'PDF'), ('pptx', 'PPTX')], max_length=8, verbose_name='format')),
                ('state', models.CharField(choices=[('arriving', 'on its way'), ('whole', 'received'), ('failed', 'failed')], default='arriving', max_length=10, verbose_name='state')),
                ('refusal', models.CharField(blank=True, max_length=60, verbose_name='why it was refused')),
                ('created_at', models.DateTimeField(verbose_name='begun')),
                ('expires_at', models.DateTimeField(verbose_name='forgotten at')),
                ('deck', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='recordings.slidedeck', verbose_name='slide deck this PDF belongs to')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='accounts.subject', verbose_name='who uploads it')),
            ],
            options={
                'verbose_name': 'upload',
                'verbose_name_plural': 'uploads',
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'arriving')), fields=('owner', 'file_name', 'length', 'modified_ms'), name='one_unfinished_upload_of_a_file'), models.CheckConstraint(condition=models.Q(('length__gt', 0)), name='an_upload_holds_something')],
            },
        ),
    ]
