import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import quizzes.models.quiz
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("quizzes", "0003_question_upload"),
    ]

    operations = [
        migrations.CreateModel(
            name='QuizDraw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='number of questions')),
                ('quiz', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='draws', to='quizzes.quiz')),
                ('tag', models.ForeignKey(limit_choices_to=quizzes.models.quiz.tags_of_questions, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='taggit.tag', verbose_name='tag')),
            ],
            options={
                'verbose_name': 'random draw',
                'verbose_name_plural': 'random draws',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('quiz', 'tag'), name='tag_is_drawn_once_per_quiz'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='draw_is_of_at_least_one_question')],
            },
        ),
    ]
