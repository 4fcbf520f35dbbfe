import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0007_minutes_of_a_renewal'),
        ('learning', '0014_version_is_counted'),
    ]

    operations = [
        migrations.AddField(
            model_name='enrolment',
            name='renewing',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.CreateModel(
            name='Renewal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('from_version', models.PositiveIntegerField(verbose_name='version on the certificate there was')),
                ('to_version', models.PositiveIntegerField(verbose_name='version at its begin')),
                ('minutes', models.PositiveIntegerField(verbose_name='minutes that it asks')),
                ('began_at', models.DateTimeField(verbose_name='begun')),
                ('completed_at', models.DateTimeField(blank=True, null=True, verbose_name='completed')),
                ('certificate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credentials.certificate')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='learning.enrolment')),
            ],
            options={
                'verbose_name': 'renewal',
                'verbose_name_plural': 'renewals',
            },
        ),
        migrations.CreateModel(
            name='RenewalStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('lesson', 'lesson'), ('quiz', 'quiz')], editable=False, max_length=10)),
                ('key', models.UUIDField(verbose_name='lesson or module, in any language')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
                ('attempt_id', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='attempt')),
                ('renewal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='learning.renewal')),
            ],
            options={
                'verbose_name': 'step of a renewal',
                'verbose_name_plural': 'steps of renewals',
            },
        ),
        migrations.AddConstraint(
            model_name='renewal',
            constraint=models.UniqueConstraint(condition=models.Q(('completed_at', None)), fields=('enrolment',), name='one_renewal_at_a_time_per_enrolment'),
        ),
        migrations.AddConstraint(
            model_name='renewal',
            constraint=models.CheckConstraint(condition=models.Q(('completed_at', None), ('completed_at__gte', models.F('began_at')), _connector='OR'), name='a_renewal_is_completed_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='renewalstep',
            constraint=models.UniqueConstraint(fields=('renewal', 'kind', 'key'), name='a_renewal_asks_a_step_once'),
        ),
    ]
