import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("quizzes", "0004_random_draws"),
    ]

    operations = [
        migrations.CreateModel(
            name='ExtraTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.PositiveSmallIntegerField(help_text='On top of the time limit of the quiz.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='extra minutes')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extra_times', to='quizzes.quiz', verbose_name='quiz')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extra_times', to='accounts.subject')),
            ],
            options={
                'verbose_name': 'extra time',
                'verbose_name_plural': 'extra time',
                'ordering': ['quiz__title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('subject', 'quiz'), name='extra_time_is_given_once_per_person_and_quiz'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1)), name='extra_time_is_at_least_a_minute')],
            },
        ),
    ]
