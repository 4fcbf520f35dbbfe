import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0011_position_in_each_lesson'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='coursepage',
            name='renewal_rule',
            field=models.CharField(choices=[('quizzes', 'Passing the quiz of each module again'), ('everything', 'Every lesson and every quiz again')], default='quizzes', help_text='When the certificate ends. After a substantive change a renewal asks only what changed.', max_length=20, verbose_name='what a renewal asks when nothing changed'),
        ),
        migrations.AddField(
            model_name='coursepage',
            name='validity_months',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty: for ever. Certificates already issued keep their own last day.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='months that a certificate holds'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='versions_taken',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='lessonprogress',
            name='version',
            field=models.PositiveIntegerField(default=1, verbose_name='version of the course it was read in'),
        ),
        migrations.AddField(
            model_name='moduleprogress',
            name='version',
            field=models.PositiveIntegerField(default=1, verbose_name='version of the course it was passed in'),
        ),
        migrations.CreateModel(
            name='CourseVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course_key', models.UUIDField(verbose_name='course, in any language')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('noted_at', models.DateTimeField(verbose_name='published')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('en', 'English'), ('fr', 'French')], max_length=5, verbose_name='language')),
                ('sentences', models.JSONField(default=dict, verbose_name='what changed')),
                ('lessons', models.JSONField(default=list)),
                ('quizzes', models.JSONField(default=list)),
                ('by_role', models.CharField(blank=True, choices=[('administrators', 'an administrator'), ('editors', 'an editor'), ('coordinators', 'a coordinator')], max_length=20, verbose_name='by')),
            ],
            options={
                'verbose_name': 'version of a course',
                'verbose_name_plural': 'versions of courses',
                'ordering': ['course_key', 'number'],
                'constraints': [models.UniqueConstraint(fields=('course_key', 'number'), name='a_course_has_a_version_once'), models.CheckConstraint(condition=models.Q(('number__gt', 1)), name='the_first_version_is_not_a_change')],
            },
        ),
        migrations.CreateModel(
            name='DeclaredChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sentence', models.CharField(max_length=300, verbose_name='what changed')),
                ('by_role', models.CharField(blank=True, choices=[('administrators', 'an administrator'), ('editors', 'an editor'), ('coordinators', 'a coordinator')], max_length=20, verbose_name='by')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'declared change',
                'verbose_name_plural': 'declared changes',
            },
        ),
    ]
