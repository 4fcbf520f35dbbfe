import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0005_extra_time"),
    ]

    operations = [
        migrations.AlterField(
            model_name='quiz',
            name='feedback',
            field=models.CharField(choices=[('end', 'At the end'), ('now', 'After each question')], default='end', help_text='After each question: who has seen the feedback cannot change that answer any more.', max_length=10, verbose_name='feedback'),
        ),
        migrations.AlterField(
            model_name='quiz',
            name='shuffle_options',
            field=models.BooleanField(default=True, help_text='Each attempt shows them in an order of its own. True and false keep their place.', verbose_name='shuffle the options'),
        ),
        migrations.AlterField(
            model_name='quiz',
            name='shuffle_questions',
            field=models.BooleanField(default=False, help_text='Each attempt asks them in an order of its own.', verbose_name='shuffle the questions'),
        ),
        migrations.AlterField(
            model_name='quiz',
            name='time_limit_minutes',
            field=models.PositiveSmallIntegerField(blank=True, help_text='In minutes. Leave empty for no limit. Who needs longer gets extra time, under “Extra time”.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='time limit'),
        ),
        migrations.AlterField(
            model_name='quiz',
            name='wait_minutes',
            field=models.PositiveIntegerField(default=0, help_text='In minutes, from handing in on. 0 for none.', verbose_name='waiting time between attempts'),
        ),
    ]
